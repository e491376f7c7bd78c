/** Which build runs: the name the build gave its script, or "development" where nothing was built. */
export function appVersion(): string {
  const script = document.querySelector<HTMLScriptElement>("script[type=module]")?.src ?? "";
  return /-([\w-]{6,})\.js$/u.exec(script)?.[1] ?? "development";
}
