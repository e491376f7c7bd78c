/** Something of the relay on a screen: asked for when the screen opens, and again while it is looked at. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Result } from "@festival-chat/protocol/wire";
import type { Fault } from "./api.ts";

export interface Loaded<T> {
  /** The last good answer, also while the relay does not answer. */
  readonly value: T | undefined;
  readonly fault: Fault | undefined;
  reload(): Promise<void>;
  /** Takes what an act answered. */
  set(value: T): void;
}

/** @param everyMillis asks again so often while the page is visible; 0: only when told */
export function useLoaded<T>(
  load: (known: T | undefined) => Promise<Result<T, Fault>>,
  everyMillis = 0,
): Loaded<T> {
  const [value, setValue] = useState<T | undefined>(undefined);
  const latest = useRef<T | undefined>(undefined);
  const set = (next: T): void => {
    latest.current = next;
    setValue(next);
  };
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const reload = useCallback(async () => {
    const answer = await load(latest.current);
    if (answer.ok) set(answer.value);
    setFault(answer.ok ? undefined : answer.error);
  }, []);
  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = async (): Promise<void> => {
      if (document.visibilityState === "visible") await reload();
      if (!over && everyMillis > 0) timer = setTimeout(() => void again(), everyMillis);
    };
    void again();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [reload, everyMillis]);
  return { value, fault, reload, set };
}
