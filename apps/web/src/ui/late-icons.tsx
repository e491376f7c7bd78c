/** Signs of home and of dialogs: apart, because they come after the room. */
import { Sign } from "./icons.tsx";

const shapes = {
  plus: "M12 4v16M4 12h16",
  scan: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M8 12h8",
  words: "M4 6h6M14 6h6M4 12h6M14 12h6M4 18h6M14 18h6",
  close: "M5 5l14 14M19 5 5 19",
  copy: "M8 8h12v12H8zM4 16V4h12",
  share: "M12 15V3M7 8l5-5 5 5M5 13v7h14v-7",
  print: "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z",
  bright:
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5 19 19M5 19l1.5-1.5M17.5 6.5 19 5",
  torch: "M7 3h10v4l-3 4v10h-4V11L7 7zM12 13v2",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9v.01",
} as const;

export const LateIcon = ({ name }: { readonly name: keyof typeof shapes }) => (
  <Sign shape={shapes[name]} />
);
