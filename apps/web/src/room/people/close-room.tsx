/** Closing a room for good: a question, then time to think better of it. */
import { useEffect, useState } from "preact/hooks";
import { peopleWords } from "../../strings/people-words.ts";

/** Long enough to read it and to find the button, s. */
const thinkSeconds = 10;

/** `act` tells whether the room is closed; `close` puts the question away. */
export function CloseRoom({
  act,
  close,
}: {
  readonly act: () => Promise<boolean>;
  readonly close: () => void;
}) {
  const [left, setLeft] = useState<number | undefined>(undefined);
  const [problem, setProblem] = useState(false);
  const { host } = peopleWords;
  useEffect(() => {
    if (left === undefined) return;
    // Whoever goes away before the end has closed nothing.
    const timer = setTimeout(() => {
      if (left > 1) return setLeft(left - 1);
      setLeft(undefined);
      void act().then((done) => (done ? close() : setProblem(true)));
    }, 1_000);
    return () => clearTimeout(timer);
  }, [left]);

  if (left !== undefined) {
    return (
      <>
        <p class="closing-in" role="timer">
          {host.closing(left)}
        </p>
        <p class="visually-hidden" role="status">
          {host.closing(thinkSeconds)}
        </p>
        <div class="closing-bar" aria-hidden="true">
          <span style={{ inlineSize: `${(left / thinkSeconds) * 100}%` }} />
        </div>
        <button type="button" class="button primary" autofocus onClick={() => setLeft(undefined)}>
          {host.keep}
        </button>
      </>
    );
  }
  return (
    <>
      <p class="explain">{host.closeExplain}</p>
      {problem && (
        <p class="problem" role="alert">
          {host.failed}
        </p>
      )}
      <div class="row">
        <button
          type="button"
          class="button danger"
          onClick={() => {
            setProblem(false);
            setLeft(thinkSeconds);
          }}
        >
          {host.closeConfirm}
        </button>
        <button type="button" class="button" autofocus onClick={close}>
          {host.keep}
        </button>
      </div>
    </>
  );
}
