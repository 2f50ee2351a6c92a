"use client";
/** Changes how long things are kept, with what shorter bars would free and the reason for the audit log. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNote } from "@/components/ui/error-note";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import type { ResponseOf } from "@/lib/client/call";
import { serverNowMs } from "@/lib/client/clock";
import { formatBytes, plural } from "@/lib/client/format";
import { useChange } from "@/lib/client/use-change";
import { dropBefore } from "./prepare-drop";
import {
  RETENTION_KEYS,
  RETENTION_WORDS,
  retentionMistake,
  retentionOf,
  textsOf,
} from "./prepare-retention";

const DAY_MS = 86_400_000;

export function RetentionDialog({
  storage,
  onClose,
}: {
  /** As it was when editing began: what is saved says what it changes. */
  storage: ResponseOf<"storage">;
  onClose: () => void;
}) {
  const [base] = useState(storage.retention);
  const [texts, setTexts] = useState(() => textsOf(base));
  const [reason, setReason] = useState("");
  const save = useChange("saveRetention", () => {
    notify({ title: "Kept so from the next housekeeping on" });
    onClose();
  });
  const days = retentionOf(texts);
  const why = reason.trim();
  const blocked =
    days === null ? "A number of days is wrong" : !why && "Say why, for the audit log";
  return (
    <Dialog
      open
      onClose={onClose}
      title="Kept how long"
      description="In days; empty keeps for ever. Nothing goes before the next daily housekeeping."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={save.isPending}
            disabledReason={blocked || null}
            onClick={() => {
              if (days && why) save.mutate({ body: { days, base, reason: why } });
            }}
          >
            Keep it so
          </Button>
        </>
      }
    >
      <div className="grid gap-3 tablet:grid-cols-2">
        {RETENTION_KEYS.map((key) => (
          <Field
            key={key}
            label={RETENTION_WORDS[key]}
            inputMode="numeric"
            placeholder="for ever"
            value={texts[key]}
            error={retentionMistake(key, texts[key]) ?? undefined}
            onChange={(event) => setTexts({ ...texts, [key]: event.target.value })}
          />
        ))}
        <Field
          label="Reason"
          placeholder="For the audit log"
          maxLength={500}
          required
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      {days?.bars ? <Freed storage={storage} days={days.bars} /> : null}
      {save.error ? <ErrorNote error={save.error} className="mt-3" /> : null}
    </Dialog>
  );
}

function Freed({ storage, days }: { storage: ResponseOf<"storage">; days: number }) {
  const drop = dropBefore(storage.partitions, serverNowMs() - days * DAY_MS);
  return (
    <p className="mt-3 border-warn border-l-2 bg-warn-wash px-3 py-2 text-warn-ink" role="status">
      {drop.partitions === 0
        ? "No whole partition is that old: nothing goes yet."
        : `The next housekeeping drops ${plural(drop.partitions, "partition")} of candles and features and frees ${formatBytes(drop.bytes)}. They can only be fetched again.`}
    </p>
  );
}
