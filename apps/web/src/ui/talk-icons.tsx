/** Signs of what one does with messages. */
import { Sign } from "./icons.tsx";

const shapes = {
  reply: "M10 5 4 11l6 6M4 11h9a7 7 0 0 1 7 7v1",
  answered: "M12 20V5M5 12l7-7 7 7",
  who: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8.5 10v.01M15.5 10v.01M8 14.5q4 4 8 0",
  copy: "M8 8h12v12H8zM4 16V4h12",
  edit: "M4 20l1-4L16 5l3 3L8 19z",
  remove: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
  details: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v6M12 7v.01",
  pin: "M9 3h6l-1 6 4 4H6l4-4zM12 13v8",
  block: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M6 6l12 12",
} as const;

export type TalkSign = keyof typeof shapes;

export const TalkIcon = ({ name }: { readonly name: TalkSign }) => <Sign shape={shapes[name]} />;
