/** Why something cannot be done to an execution now; null = it can. Pure. */
import type { ResponseOf } from "@/lib/client/call";

type Data = ResponseOf<"execution">;

export type ActionReasons = {
  rerunFailed: string | null;
  rerunAll: string | null;
  cancel: string | null;
  pause: string | null;
};

/** @param role why the reader's role is too small, or null */
export function actionReasons({ execution, progress }: Data, role: string | null): ActionReasons {
  const over = execution.status === "running" ? null : `It is over: ${execution.status}`;
  const cancelling =
    execution.cancel_requested_at === null ? null : "It is being cancelled already";
  return {
    rerunFailed: role ?? (progress.failed === 0 ? "No failed jobs – nothing to re-run" : null),
    rerunAll: role ?? (over === null ? "Wait until it has ended, or cancel it" : null),
    cancel: role ?? over ?? cancelling,
    pause: role ?? over ?? cancelling,
  };
}
