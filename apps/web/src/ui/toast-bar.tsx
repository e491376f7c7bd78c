/** A sentence that goes by itself, unless it offers something that is offered nowhere else. */
import { useEffect } from "preact/hooks";
import type { AppState } from "../state.ts";
import { late } from "../strings/late.ts";

/** Long enough to read eight words twice. */
const shownMillis = 6_000;

export function ToastBar({ state }: { readonly state: AppState }) {
  const toast = state.toast.value;
  const close = (): void => {
    if (state.toast.peek() === toast) state.toast.value = undefined;
  };
  useEffect(() => {
    if (toast === undefined || (toast.action !== undefined && toast.passing !== true)) return;
    const timer = setTimeout(close, shownMillis);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <div class="toasts" role="alert">
      {toast !== undefined && (
        <div class="toast">
          <span>{toast.words}</span>
          <div class="row">
            {toast.action !== undefined && (
              <button
                type="button"
                class="button"
                onClick={() => {
                  toast.action?.run();
                  close();
                }}
              >
                {toast.action.words}
              </button>
            )}
            <button
              type="button"
              class="button quiet-button"
              onClick={() => {
                toast.decline?.run();
                close();
              }}
            >
              {toast.decline?.words ?? late.notice.dismiss}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
