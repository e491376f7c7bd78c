/** Shows the dialog that is asked for. Each is fetched when first opened: none is in the first load. */
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { signal } from "@preact/signals";
import type { AppState, Dialog } from "../state.ts";
import { t } from "../strings/t.ts";
import checkStyles from "../style/check.css?url";
import nearbyStyles from "../style/nearby.css?url";
import peopleStyles from "../style/people.css?url";
import roomStyles from "../style/rooms.css?url";
import wordsStyles from "../style/words.css?url";
import { lateStyles, loadLateStyles } from "./late-styles.ts";

type View = ComponentType<{
  readonly state: AppState;
  readonly dialog: Dialog;
  readonly close: () => void;
}>;

/** A part with the styles of lists of rooms and of settings. */
async function withRoomStyles<T>(part: Promise<T>): Promise<T> {
  const [loaded] = await Promise.all([part, lateStyles(roomStyles)]);
  return loaded;
}

const loaders: Record<Dialog["kind"], () => Promise<View>> = {
  start: async () => (await import("../home/start-dialog.tsx")).StartDialog,
  scan: async () => (await import("../home/scan-dialog.tsx")).ScanDialog,
  words: async () => {
    await lateStyles(wordsStyles);
    return (await import("../home/words-dialog.tsx")).WordsDialog;
  },
  invite: async () => {
    const { InviteDialog, inviteStyles } = await import("../room/invite-dialog.tsx");
    await inviteStyles();
    return InviteDialog;
  },
  poster: async () => {
    const { PosterDialog, posterStyles } = await import("../invite/poster-dialog.tsx");
    await posterStyles();
    return PosterDialog;
  },
  give: async () => {
    const { GiveDialog, handoverStyles } = await import("../handover/give-dialog.tsx");
    await handoverStyles();
    return GiveDialog;
  },
  take: async () => {
    const { TakeDialog, takeStyles } = await import("../handover/take-dialog.tsx");
    await Promise.all([takeStyles(), lateStyles(wordsStyles)]);
    return TakeDialog;
  },
  moved: async () => {
    const { MovedDialog, movedStyles } = await import("../handover/moved-dialog.tsx");
    await movedStyles();
    return MovedDialog;
  },
  install: async () => {
    const { InstallDialog, installStyles } = await import("../install/install-dialog.tsx");
    await installStyles();
    return InstallDialog;
  },
  search: async () => (await import("../room/talk/search-dialog.tsx")).SearchDialog,
  message: async () => (await import("../room/talk/message-dialog.tsx")).MessageDialog,
  check: async () => {
    await lateStyles(checkStyles);
    return (await import("../check/check-dialog.tsx")).CheckDialog;
  },
  space: async () => {
    await lateStyles(checkStyles);
    return (await import("../check/space-dialog.tsx")).SpaceDialog;
  },
  nearby: async () => {
    await lateStyles(nearbyStyles);
    return (await withRoomStyles(import("../nearby/nearby-dialog.tsx"))).NearbyDialog;
  },
  debug: async () => {
    await lateStyles(checkStyles);
    return (await import("../debug/debug-dialog.tsx")).DebugDialog;
  },
  menu: async () => (await withRoomStyles(import("../room/menu-dialog.tsx"))).MenuDialog,
  rooms: async () => (await withRoomStyles(import("../home/switch-dialog.tsx"))).SwitchDialog,
  row: async () => (await withRoomStyles(import("../home/row-dialog.tsx"))).RowDialog,
  settings: async () =>
    (await withRoomStyles(import("../home/settings-dialog.tsx"))).SettingsDialog,
  name: async () => (await withRoomStyles(import("../room/settings/name-dialog.tsx"))).NameDialog,
  leave: async () =>
    (await withRoomStyles(import("../room/settings/leave-dialog.tsx"))).LeaveDialog,
  compare: async () =>
    (await withRoomStyles(import("../room/settings/compare-dialog.tsx"))).CompareDialog,
  members: async () => {
    await lateStyles(peopleStyles);
    return (await import("../room/people/members-dialog.tsx")).MembersDialog;
  },
  host: async () => {
    await lateStyles(peopleStyles);
    return (await withRoomStyles(import("../room/people/host-dialog.tsx"))).HostDialog;
  },
  bell: async () => (await withRoomStyles(import("../reach/bell.tsx"))).BellDialog,
};

const views = signal<Partial<Record<Dialog["kind"], View>>>({});

export function Dialogs({ state }: { readonly state: AppState }) {
  const dialog = state.dialog.value;
  const View = dialog && views.value[dialog.kind];
  const missing = dialog !== undefined && View === undefined ? dialog.kind : undefined;
  useEffect(() => {
    if (missing === undefined) return;
    Promise.all([loaders[missing](), loadLateStyles()]).then(
      ([view]) => {
        views.value = { ...views.peek(), [missing]: view };
      },
      () => {
        state.dialog.value = undefined;
        state.toast.value = { words: t.notice.loadFailed };
      },
    );
  }, [missing]);
  if (dialog === undefined || View === undefined) return null;
  return (
    <View
      key={dialog.kind}
      state={state}
      dialog={dialog}
      close={() => {
        // A dialog that another one replaced closes late: it must not take that one with it.
        if (state.dialog.peek() === dialog) state.dialog.value = undefined;
      }}
    />
  );
}
