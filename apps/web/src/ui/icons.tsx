/** Signs drawn like the ones on a festival site: thick, square, few strokes. */
const shapes = {
  back: "M15 4 7 12l8 8",
  send: "M4 12h15M12 5l7 7-7 7",
  menu: "M12 5v.01M12 12v.01M12 19v.01",
  lock: "M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11",
  open: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
  edit: "M4 20l1-4L16 5l3 3L8 19z",
  invite: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2M20 14v6h-6M18 18v-1",
} as const;

/** A sign of 24 px in the colour of the text. Silent: whatever holds it has the words. */
export function Sign({ shape }: { readonly shape: string }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={shape} />
    </svg>
  );
}

/** A sign of the room. */
export const Icon = ({ name }: { readonly name: keyof typeof shapes }) => (
  <Sign shape={shapes[name]} />
);
