import type { ResponseOf } from "@/lib/client/call";

/** Everything known about one symbol, as its page asks for it. */
export type SymbolData = ResponseOf<"symbol">;
