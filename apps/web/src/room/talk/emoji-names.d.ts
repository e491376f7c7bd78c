/** Written by the build: see build/emoji-names.ts. */
declare module "virtual:emoji-names/*" {
  /** Lines as `⛺ tent|camping`. */
  export const names: string;
}
