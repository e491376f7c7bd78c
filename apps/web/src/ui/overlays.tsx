/** What lies over the screens: dialogs, toasts, and news of other rooms. */
import { Attention } from "../reach/attention.tsx";
import type { AppState } from "../state.ts";
import { Dialogs } from "./dialogs.tsx";
import { ToastBar } from "./toast-bar.tsx";

export function Overlays({ state }: { readonly state: AppState }) {
  return (
    <>
      <Dialogs state={state} />
      <ToastBar state={state} />
      <Attention state={state} />
    </>
  );
}
