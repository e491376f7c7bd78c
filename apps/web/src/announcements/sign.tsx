/** The organiser's sign: a loudhailer. Nothing else in the app has it. */
export const OrganiserSign = () => (
  <svg class="organiser-sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d="M3 9v6h3l1.5 5H11l-1.2-5L18 19V5L9 9z" />
    <path class="organiser-wave" d="M20.5 8.5v7" />
  </svg>
);
