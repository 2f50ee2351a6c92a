"use client";
/** Re-run, cancel, pause, print. What cannot be done now stays and says why. */
import { Ellipsis, Printer } from "lucide-react";
import { useMemo, useState } from "react";
import { openRerun } from "@/components/rerun/open-rerun";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import type { ResponseOf } from "@/lib/client/call";
import { formatCount } from "@/lib/client/format";
import { useShortcuts } from "@/lib/client/shortcuts";
import { useExecutionAction } from "@/lib/client/use-execution-action";
import { useRoleReason } from "@/lib/client/use-role";
import { type ActionReasons, actionReasons } from "./action-reasons";
import { CancelDialog } from "./cancel-dialog";
import { NoteDialog } from "./note-dialog";
import { PauseDialog } from "./pause-dialog";

type Data = ResponseOf<"execution">;

function rerunDialog({ execution, progress }: Data, preset: "failed" | "all"): void {
  const id = execution.execution_id;
  const failed = {
    key: "failed",
    label: "Failed jobs",
    count: progress.failed,
    body: { failed_of: id },
  };
  const missing = {
    key: "missing",
    label: "Failed and missing",
    count: null,
    body: { failed_of: id, include_missing: true },
  };
  const all = {
    key: "all",
    label: "All jobs of this execution",
    count: execution.total_jobs,
    body: scopeOf(execution),
  };
  openRerun({
    title: `Re-run of ${id.slice(0, 8)}`,
    choices: preset === "failed" ? [failed, missing, all] : [all, failed, missing],
  });
}

/** The scope as it was asked for then. It is stored as the body of that request. */
function scopeOf({ scope }: Data["execution"]) {
  const { symbols, timeframes, criticality, series, from, to } = scope;
  const given = Object.entries({ symbols, timeframes, criticality, series, from, to });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined && value !== null));
}

export function DetailActions({ data }: { data: Data }) {
  const { execution, progress } = data;
  const operator = useRoleReason("operator");
  const reasons = actionReasons(data, operator);
  const [dialog, setDialog] = useState<"cancel" | "pause" | "note" | null>(null);
  const close = () => setDialog(null);
  const resume = useExecutionAction("resumeExecution", execution.execution_id, () =>
    notify({ title: "Goes on" }),
  );
  useDetailShortcuts(data, reasons, setDialog);
  return (
    <div className="flex flex-wrap items-center gap-2" data-screen-only>
      <Button
        variant="primary"
        disabledReason={reasons.rerunFailed}
        onClick={() => rerunDialog(data, "failed")}
      >
        Re-run failed ({formatCount(progress.failed)})…
      </Button>
      {execution.paused ? (
        <Button
          busy={resume.isPending}
          disabledReason={reasons.pause}
          onClick={() => resume.mutate({})}
        >
          Resume
        </Button>
      ) : (
        <Button disabledReason={reasons.pause} onClick={() => setDialog("pause")}>
          Pause…
        </Button>
      )}
      <Button variant="danger" disabledReason={reasons.cancel} onClick={() => setDialog("cancel")}>
        Cancel…
      </Button>
      <Menu
        trigger={
          <Button aria-label="More actions">
            <Ellipsis className="size-4" aria-hidden="true" />
          </Button>
        }
        actions={[
          {
            key: "all",
            label: "Re-run all…",
            disabledReason: reasons.rerunAll,
            onSelect: () => rerunDialog(data, "all"),
          },
          {
            key: "note",
            label: "Add a note…",
            disabledReason: operator,
            onSelect: () => setDialog("note"),
          },
          {
            key: "print",
            label: (
              <span className="flex items-center gap-2">
                <Printer className="size-3.5" aria-hidden="true" /> Print
              </span>
            ),
            onSelect: () => window.print(),
          },
        ]}
      />
      {dialog === "cancel" ? <CancelDialog data={data} onClose={close} /> : null}
      {dialog === "note" ? <NoteDialog id={execution.execution_id} onClose={close} /> : null}
      {dialog === "pause" ? <PauseDialog id={execution.execution_id} onClose={close} /> : null}
    </div>
  );
}

function useDetailShortcuts(
  data: Data,
  reasons: ActionReasons,
  open: (dialog: "cancel" | "pause") => void,
): void {
  const shortcuts = useMemo(() => {
    const unless = (reason: string | null, run: () => void) => () => {
      if (reason === null) run();
      else notify({ tone: "bad", title: "Not now", detail: reason });
    };
    return [
      {
        keys: "r",
        label: "Re-run failed jobs",
        run: unless(reasons.rerunFailed, () => rerunDialog(data, "failed")),
      },
      {
        keys: "c",
        label: "Cancel the execution",
        run: unless(reasons.cancel, () => open("cancel")),
      },
    ];
  }, [data, reasons.rerunFailed, reasons.cancel, open]);
  useShortcuts(shortcuts);
}
