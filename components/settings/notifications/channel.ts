/** A channel as the API tells of it. */
import type { ResponseOf } from "@/lib/client/call";

export type Channel = ResponseOf<"channels">["channels"][number];
