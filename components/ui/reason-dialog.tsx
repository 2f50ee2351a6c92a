"use client";
/** Asks why, and where it matters until when, before something is paused, silenced, cancelled or closed. */
import { type ReactNode, useId, useState } from "react";
import { serverNowMs } from "@/lib/client/clock";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { ErrorNote } from "./error-note";
import { Field } from "./field";
import { Select } from "./select";

/**
 * Minutes from now, "next_open" (of the exchange), "date" (asked for), "open" (until somebody ends it), or a name of the
 * caller's for an end that is a number, which is then asked for under the label `count`.
 */
export type End = { value: string; label: string; count?: string };

export type ReasonAnswer = {
  reason: string | undefined;
  until: string | undefined;
  /** The number asked for and the end it belongs to. */
  counted?: { end: string; count: number };
};

const MINUTE_MS = 60_000;

/** Undefined: it has no end. Null: no moment in the future was chosen. `date`: as the input gives it, in the reader's zone. */
export function endOf(choice: string, date: string, nowMs: number): string | undefined | null {
  if (choice === "open") return undefined;
  if (choice === "next_open") return choice;
  const ms = choice === "date" ? Date.parse(date) : nowMs + Number(choice) * MINUTE_MS;
  return Number.isFinite(ms) && ms > nowMs ? new Date(ms).toISOString() : null;
}

export function ReasonDialog({
  title,
  description,
  subject,
  ends,
  endLabel = "For",
  firstEnd = ends?.[0]?.value ?? "open",
  reasonLabel = "Reason",
  placeholder = "For the audit log",
  required,
  verb,
  keep = "Cancel",
  variant = "primary",
  change,
  onSubmit,
  onClose,
}: {
  title: string;
  description: string;
  /** What it is about, where the title does not say it. */
  subject?: ReactNode;
  ends?: readonly End[];
  endLabel?: string;
  firstEnd?: string;
  reasonLabel?: string;
  placeholder?: string;
  /** Why it cannot be done without a reason; left out, it can. */
  required?: string;
  verb: string;
  /** The way out. */
  keep?: string;
  variant?: "primary" | "danger";
  change: { isPending: boolean; error: Error | null };
  onSubmit: (answer: ReasonAnswer) => void;
  onClose: () => void;
}) {
  const formId = useId();
  const [choice, setChoice] = useState(firstEnd);
  const [date, setDate] = useState("");
  const [countText, setCountText] = useState("");
  const [reason, setReason] = useState("");
  const why = reason.trim() || undefined;
  const countLabel = ends?.find(({ value }) => value === choice)?.count;
  const count = Number(countText);
  const isCountless = countLabel !== undefined && !(Number.isInteger(count) && count > 0);
  const isPast = countLabel === undefined && endOf(choice, date, serverNowMs()) === null;
  const blocked =
    (why === undefined && required) ||
    (isPast && "Choose a moment in the future") ||
    (isCountless && "Say how many");
  const submit = () => {
    if (blocked) return;
    if (countLabel !== undefined) {
      onSubmit({ reason: why, until: undefined, counted: { end: choice, count } });
      return;
    }
    const until = endOf(choice, date, serverNowMs());
    if (until !== null) onSubmit({ reason: why, until });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>{keep}</Button>
          <Button
            variant={variant}
            busy={change.isPending}
            disabledReason={blocked || null}
            type="submit"
            form={formId}
          >
            {verb}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {subject ? <p className="font-medium">{subject}</p> : null}
        {ends ? (
          <Select label={endLabel} value={choice} options={ends} onChange={setChoice} />
        ) : null}
        {choice === "date" ? (
          <Field
            label="Until"
            type="datetime-local"
            hint="In the zone of your computer"
            value={date}
            onChange={(event) => setDate(event.target.value)}
          />
        ) : null}
        {countLabel === undefined ? null : (
          <Field
            label={countLabel}
            type="number"
            inputMode="numeric"
            min={1}
            step={1}
            value={countText}
            onChange={(event) => setCountText(event.target.value)}
          />
        )}
        <Field
          label={reasonLabel}
          placeholder={placeholder}
          maxLength={500}
          required={required !== undefined}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {change.error ? <ErrorNote error={change.error} /> : null}
      </form>
    </Dialog>
  );
}
