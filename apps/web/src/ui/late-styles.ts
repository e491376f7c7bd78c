/** Style sheets of parts that come later: whoever shows such a part waits for its styles first. */
import address from "../style/late.css?url";

const loading = new Map<string, Promise<void>>();

/** Settles when the style sheet is in use; rejects when it does not come. Each is fetched once. */
export function lateStyles(address: string): Promise<void> {
  const known = loading.get(address);
  if (known !== undefined) return known;
  const fresh = new Promise<void>((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => {
      link.remove();
      loading.delete(address);
      reject(new Error("no styles"));
    });
    document.head.append(link);
  });
  loading.set(address, fresh);
  return fresh;
}

/** The styles of dialogs, toasts and rare states. */
export const loadLateStyles = (): Promise<void> => lateStyles(address);
