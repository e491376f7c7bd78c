/** The only host globals FC1 may use: everything else (timers, clocks, sockets) is a type error here. */
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array): string;
}
/** Bytes as characters to base64 (HTML Living Standard, forgiving-base64). */
declare function btoa(data: string): string;
/** Throws for what is no base64. */
declare function atob(data: string): string;
