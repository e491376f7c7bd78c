/** Where in the console one is: the fragment of the address, so that the way back works. */
export const views = ["live", "announce", "rooms", "open", "settings", "log"] as const;
export type View = (typeof views)[number];

export interface Place {
  readonly view: View;
  /** A room's tag; "new" or the id of an announcement; "" for the list. */
  readonly detail: string;
}

/** The place of a fragment such as "#rooms/00112233aabb"; anything unknown is the first view. */
export function parsePlace(hash: string): Place {
  const [, name, detail = ""] = /^#([a-z]+)(?:\/([0-9a-z]{1,32}))?$/u.exec(hash) ?? [];
  const view = views.find((one) => one === name);
  return view === undefined ? { view: "live", detail: "" } : { view, detail };
}

export const formatPlace = ({ view, detail }: Place): string =>
  detail === "" ? `#${view}` : `#${view}/${detail}`;
