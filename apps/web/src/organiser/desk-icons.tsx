/** Signs of the console's parts. */
import { Sign } from "../ui/icons.tsx";
import type { View } from "./place.ts";

const shapes: Readonly<Record<View, string>> = {
  live: "M3 13h4l3-8 4 14 3-6h4",
  announce: "M4 9v6h4l9 5V4L8 9zM20.5 9v6",
  rooms: "M4 5h16v10H9l-5 5z",
  open: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
  settings: "M4 7h9M19 7h1M4 17h1M11 17h9M16 4v6M8 14v6",
  log: "M6 3h12v18H6zM9 8h6M9 12h6M9 16h4",
};

export const DeskIcon = ({ name }: { readonly name: View }) => <Sign shape={shapes[name]} />;
