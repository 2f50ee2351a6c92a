"use client";
/** Edits the policy as YAML; the server says beforehand what would change, or which line is wrong. */
import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ErrorNote } from "@/components/ui/error-note";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { ApiProblem, type ResponseOf } from "@/lib/client/call";
import { formatCount, plural } from "@/lib/client/format";
import { previewPolicyQuery } from "@/lib/client/queries";
import { useChange } from "@/lib/client/use-change";
import { placeInYaml } from "./policy-place";

type Preview = ResponseOf<"previewPolicy">;

export function PolicyEditor({
  policy,
  text,
  place,
  onClose,
}: {
  /** As it was when editing began: what is saved says which version it changes. */
  policy: ResponseOf<"policy">;
  /** What editing begins with: its own text, or a file's. */
  text: string;
  /** Dotted path of the key that somebody came for. */
  place: string | null;
  onClose: () => void;
}) {
  const [yaml, setYaml] = useState(text);
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState<string | null>(text === policy.yaml ? null : text);
  const preview = useQuery(previewPolicyQuery(asked === null ? null : { yaml: asked }));
  const current = yaml === asked && !preview.isFetching;
  const save = useChange("savePolicy", ({ version }) => {
    notify({ title: `Version ${version?.id ?? ""} is in force` });
    onClose();
  });
  const seen = current && !preview.error ? preview.data : undefined;
  const why = reason.trim();
  const beginAt = useCallback(
    (area: HTMLTextAreaElement | null) => {
      const line = area && place !== null ? placeInYaml(text, place) : null;
      if (!area || !line) return;
      area.setSelectionRange(line.from, line.to);
      area.focus();
    },
    [text, place],
  );
  return (
    <Card title="Edit" note="the running policy stays until you save">
      <div className="grid gap-6 desktop:grid-cols-2">
        <textarea
          ref={beginAt}
          aria-label="Policy as YAML"
          spellCheck={false}
          value={yaml}
          onChange={(event) => setYaml(event.target.value)}
          className="scroll-thin h-[28rem] w-full rounded-md border border-rule-strong bg-raised p-3 font-mono text-small"
        />
        <div className="flex flex-col gap-3">
          {preview.error && current ? <Mistakes error={preview.error} /> : null}
          {seen ? <PreviewText preview={seen} /> : null}
          <Field
            label="Reason"
            placeholder="For the audit log"
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          {save.error ? <Mistakes error={save.error} /> : null}
          <div className="flex flex-wrap gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button busy={preview.isFetching} onClick={() => setAsked(yaml)}>
              Preview
            </Button>
            <Button
              variant="primary"
              busy={save.isPending}
              disabledReason={seen ? null : "Look at the preview first"}
              onClick={() =>
                save.mutate({
                  body: {
                    yaml,
                    base_version: policy.version?.id ?? null,
                    ...(why ? { reason: why } : {}),
                  },
                })
              }
            >
              Put into force
            </Button>
          </div>
        </div>
      </div>
    </Card>
  );
}

function Mistakes({ error }: { error: Error }) {
  if (!(error instanceof ApiProblem) || error.fields.length === 0)
    return <ErrorNote error={error} />;
  return (
    <ul role="alert" className="border-bad border-l-2 bg-bad-wash px-3 py-2 text-bad-ink">
      {error.fields.map(({ message }) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}

function PreviewText({ preview }: { preview: Preview }) {
  const { series, alerts, changes, moved_symbols: moved } = preview;
  return (
    <section aria-label="Preview" aria-live="polite" className="flex flex-col gap-2">
      <p className="verdict-text">
        Now: {formatCount(series.after.stale)} stale instead of {formatCount(series.before.stale)}
      </p>
      <p className="text-ink-2">
        {formatCount(series.after.behind)} behind the market instead of{" "}
        {formatCount(series.before.behind)}; over {alerts.days} days {plural(alerts.after, "alert")}{" "}
        instead of {formatCount(alerts.before)}.
      </p>
      {moved.length > 0 ? <p className="text-ink-2">Another tier: {moved.join(", ")}</p> : null}
      <ul className="text-small">
        {changes.length === 0 ? <li>No value changes.</li> : null}
        {changes.map(({ key, before, after }) => (
          <li key={key}>
            <span className="font-mono">{key}</span>: <del>{JSON.stringify(before)}</del>{" "}
            {JSON.stringify(after)}
          </li>
        ))}
      </ul>
    </section>
  );
}
