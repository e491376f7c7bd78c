/** Signs of home and of dialogs: apart, because they come after the room. */
import { Sign } from "./icons.tsx";

const shapes = {
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5 19 19M5 19l1.5-1.5M17.5 6.5 19 5",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z",
  star: "M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8z",
  muted: "M5 10v4h3l5 4V6L8 10zM17 9.5l4 5M21 9.5l-4 5",
  more: "M5 12v.01M12 12v.01M19 12v.01",
  gear: "M4 7h9M19 7h1M4 17h1M11 17h9M16 4v6M8 14v6",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5 21 21",
  people:
    "M9 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M3 20v-2a5 5 0 0 1 5-4h2a5 5 0 0 1 5 4v2M16 5.5a3 3 0 0 1 0 5.5M18 14.5a5 5 0 0 1 3 4V20",
  check: "M4 12.5 9.5 18 20 6",
  archive: "M4 5h16v4H4zM5.5 9v11h13V9M10 13h4",
  leave: "M10 4H5v16h5M14 8l4 4-4 4M18 12H9",
  save: "M12 4v11M7 10.5l5 5 5-5M4 20h16",
  plus: "M12 4v16M4 12h16",
  minus: "M4 12h16",
  scan: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M8 12h8",
  words: "M4 6h6M14 6h6M4 12h6M14 12h6M4 18h6M14 18h6",
  close: "M5 5l14 14M19 5 5 19",
  copy: "M8 8h12v12H8zM4 16V4h12",
  share: "M12 15V3M7 8l5-5 5 5M5 13v7h14v-7",
  print: "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z",
  bright:
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5 19 19M5 19l1.5-1.5M17.5 6.5 19 5",
  torch: "M7 3h10v4l-3 4v10h-4V11L7 7zM12 13v2",
  down: "M12 4v15M5 12l7 7 7-7",
  up: "M12 20V5M5 12l7-7 7 7",
  nearby: "M12 3l9 9-9 9-9-9zM12 9v.01M12 12v3",
  phone: "M7 3h10v18H7zM11 18h2",
  pin: "M9 3h6l-1 6 4 4H6l4-4zM12 13v8",
  unfold: "M5 9l7 7 7-7",
  fold: "M5 15l7-7 7 7",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9v.01",
} as const;

export const LateIcon = ({ name }: { readonly name: keyof typeof shapes }) => (
  <Sign shape={shapes[name]} />
);
