/** How the screen looks: theme and size of letters. */
import { chooseTheme } from "../../boot/choose-theme.ts";
import { chooseTextSize, textSize, textSizes } from "../../boot/preferences.ts";
import { themeChoice } from "../../boot/theme.ts";
import { late } from "../../strings/late.ts";
import { roomsWords } from "../../strings/rooms-words.ts";
import { ChoiceGroup } from "../../ui/choice-group.tsx";
import { LateIcon } from "../../ui/late-icons.tsx";

function TextSizeStepper() {
  const size = textSize.value;
  const at = textSizes.indexOf(size);
  const step = (by: number): void => {
    const next = textSizes[at + by];
    if (next !== undefined) chooseTextSize(next);
  };
  return (
    <div class="stepper" role="group" aria-label={roomsWords.settings.text}>
      <span class="stepper-title">{roomsWords.settings.text}</span>
      <button
        type="button"
        class="button"
        aria-label={roomsWords.settings.smaller}
        aria-disabled={at === 0}
        onClick={() => step(-1)}
      >
        <LateIcon name="minus" />
      </button>
      <output>{roomsWords.settings.percent(size)}</output>
      <button
        type="button"
        class="button"
        aria-label={roomsWords.settings.larger}
        aria-disabled={at === textSizes.length - 1}
        onClick={() => step(1)}
      >
        <LateIcon name="plus" />
      </button>
    </div>
  );
}

export function ScreenSettings() {
  return (
    <>
      <ChoiceGroup
        title={roomsWords.settings.screen}
        choices={[
          ["night", late.theme.night],
          ["noon", late.theme.noon],
          ["auto", late.theme.auto],
        ]}
        chosen={themeChoice.value}
        choose={chooseTheme}
      />
      <TextSizeStepper />
    </>
  );
}
