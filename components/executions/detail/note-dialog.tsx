"use client";
/** A few words that stay with an execution: for whoever looks at it next. */
import { notify } from "@/components/ui/notify";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { useExecutionAction } from "@/lib/client/use-execution-action";

export function NoteDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const note = useExecutionAction("noteExecution", id, () => {
    notify({ title: "Noted" });
    onClose();
  });
  return (
    <ReasonDialog
      title="Add a note"
      description="It stands at the head of this execution and in its log, with your name."
      reasonLabel="Note"
      placeholder="What the next reader should know"
      required="Write the note first"
      verb="Add"
      change={note}
      onSubmit={({ reason: text = "" }) => note.mutate({ text })}
      onClose={onClose}
    />
  );
}
