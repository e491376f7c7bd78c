/** Signs drawn like the ones on a festival site: thick, square, few strokes. */
const shapes = {
  back: "M15 4 7 12l8 8",
  send: "M4 12h15M12 5l7 7-7 7",
  plus: "M12 4v16M4 12h16",
  scan: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M8 12h8",
  words: "M4 6h6M14 6h6M4 12h6M14 12h6M4 18h6M14 18h6",
  invite: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2M20 14v6h-6M18 18v-1",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5 19 19M5 19l1.5-1.5M17.5 6.5 19 5",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z",
  menu: "M12 5v.01M12 12v.01M12 19v.01",
  lock: "M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11",
  edit: "M4 20l1-4L16 5l3 3L8 19z",
  close: "M5 5l14 14M19 5 5 19",
  copy: "M8 8h12v12H8zM4 16V4h12",
  share: "M12 15V3M7 8l5-5 5 5M5 13v7h14v-7",
  down: "M12 4v15M5 12l7 7 7-7",
  up: "M12 20V5M5 12l7-7 7 7",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9v.01",
} as const;

export type IconName = keyof typeof shapes;

/** A sign of 24 px in the colour of the text. Silent: whatever holds it has the words. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  );
}
