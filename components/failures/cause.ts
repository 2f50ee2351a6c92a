/** One cause of failures, as the API groups them. */
import type { ResponseOf } from "@/lib/client/call";

export type Cause = ResponseOf<"failureGroups">["groups"][number];
