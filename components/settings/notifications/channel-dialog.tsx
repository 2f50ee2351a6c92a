"use client";
/** Adds a channel or changes one; a webhook's signing secret is shown once, at its creation. */
import { useState } from "react";
import { RemoveButton } from "@/components/settings/remove-button";
import { SecretNote } from "@/components/settings/secret-note";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNote } from "@/components/ui/error-note";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { ApiProblem } from "@/lib/client/call";
import { useChange } from "@/lib/client/use-change";
import {
  type ChannelKind,
  NOTIFICATION_EVENTS,
  type NotificationEvent,
} from "@/lib/domain/notification-events";
import type { Channel } from "./channel";
import { EventBoxes } from "./event-boxes";
import { USUAL_EVENTS } from "./event-words";

const NO_MAIL = "Set SMTP_URL to send e-mail";

type Draft = {
  kind: ChannelKind;
  name: string;
  target: string;
  events: NotificationEvent[];
  allow_private: boolean;
};

function draftOf(channel: Channel | null): Draft {
  const events = channel?.events ?? USUAL_EVENTS;
  return {
    kind: channel?.kind ?? "webhook",
    name: channel?.name ?? "",
    target: channel?.target ?? "",
    events: NOTIFICATION_EVENTS.filter((event) => events.some((name) => name === event)),
    allow_private: channel?.allow_private ?? false,
  };
}

type DialogProps = {
  /** Null: a new one. */
  channel: Channel | null;
  isEmailAvailable: boolean;
  onClose: () => void;
};

export function ChannelDialog({ channel, isEmailAvailable, onClose }: DialogProps) {
  const [draft, setDraft] = useState(() => draftOf(channel));
  const done = (title: string) => () => {
    notify({ title });
    onClose();
  };
  const add = useChange("addChannel", (answer) => {
    if (answer.secret === null) done(`${answer.channel.name} is added`)();
  });
  const change = useChange("updateChannel", done(`${draft.name} is changed`));
  const error = add.error ?? change.error;
  const { kind, ...values } = draft;
  const fields = { ...values, name: draft.name.trim(), target: draft.target.trim() };
  const save = () =>
    channel
      ? change.mutate({ params: { id: channel.id }, body: fields })
      : add.mutate({ body: { kind, ...fields } });
  if (add.data?.secret) {
    return <SecretDialog name={draft.name} secret={add.data.secret} onClose={onClose} />;
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={channel ? `Edit ${channel.name}` : "Add a channel"}
      footer={
        <>
          {channel ? (
            <ExistingActions channel={channel} onDone={done(`${channel.name} is removed`)} />
          ) : (
            <Button onClick={onClose}>Cancel</Button>
          )}
          <Button
            variant="primary"
            busy={add.isPending || change.isPending}
            disabledReason={whyNot(fields, kind === "email" && !isEmailAvailable)}
            onClick={save}
          >
            {channel ? "Save" : "Add"}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {channel ? null : (
          <Choice
            label="Kind"
            value={kind}
            options={[
              { value: "webhook", label: "Webhook" },
              {
                value: "email",
                label: "E-mail",
                disabledReason: isEmailAvailable ? null : NO_MAIL,
              },
            ]}
            onChange={(next) => setDraft({ ...draft, kind: next })}
            className="self-start"
          />
        )}
        <ChannelFields draft={draft} error={error} onChange={setDraft} />
        {error ? <ErrorNote error={error} /> : null}
      </div>
    </Dialog>
  );
}

function ChannelFields({
  draft,
  error,
  onChange,
}: {
  draft: Draft;
  error: Error | null;
  onChange: (draft: Draft) => void;
}) {
  const isWebhook = draft.kind === "webhook";
  const faults = error instanceof ApiProblem ? error.fields : [];
  const faultOf = (field: string) => faults.find(({ path }) => path === `body.${field}`)?.message;
  return (
    <>
      <Field
        label="Name"
        placeholder="For instance: ops chat"
        maxLength={100}
        error={faultOf("name")}
        value={draft.name}
        onChange={({ target }) => onChange({ ...draft, name: target.value })}
      />
      <Field
        label={isWebhook ? "Address" : "E-mail address"}
        type={isWebhook ? "url" : "email"}
        placeholder={isWebhook ? "https://hooks.example.com/candlewatch" : "ops@example.com"}
        maxLength={2_000}
        error={faultOf("target")}
        value={draft.target}
        onChange={({ target }) => onChange({ ...draft, target: target.value })}
      />
      <EventBoxes chosen={draft.events} onChange={(events) => onChange({ ...draft, events })} />
      {isWebhook ? (
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            checked={draft.allow_private}
            onChange={({ target }) => onChange({ ...draft, allow_private: target.checked })}
            className="size-4 accent-[var(--color-ink)]"
          />
          May reach private and loopback addresses
        </label>
      ) : null}
    </>
  );
}

function ExistingActions({ channel, onDone }: { channel: Channel; onDone: () => void }) {
  const params = { id: channel.id };
  const remove = useChange("deleteChannel", onDone);
  const change = useChange("updateChannel");
  const active = change.data?.channel.active ?? channel.active;
  const error = remove.error ?? change.error;
  return (
    <>
      <RemoveButton
        question="Really remove, with its log"
        busy={remove.isPending}
        onRemove={() => remove.mutate({ params })}
      />
      <Button
        busy={change.isPending}
        onClick={() => change.mutate({ params, body: { active: !active } })}
      >
        {active ? "Turn off" : "Turn on"}
      </Button>
      {error ? <ErrorNote error={error} className="w-full" /> : null}
    </>
  );
}

function whyNot(
  { name, target, events }: { name: string; target: string; events: readonly string[] },
  isMailMissing: boolean,
): string | null {
  if (isMailMissing) return NO_MAIL;
  if (name === "") return "A name is missing";
  if (target.length < 3) return "An address is missing";
  return events.length === 0 ? "Choose what it is told" : null;
}

function SecretDialog({
  name,
  secret,
  onClose,
}: {
  name: string;
  secret: string;
  onClose: () => void;
}) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${name} is added`}
      footer={
        <Button variant="primary" onClick={onClose}>
          I have stored it
        </Button>
      }
    >
      <SecretNote label="the signing secret" secret={secret}>
        Every notice is signed with this secret (HMAC-SHA256), so that the receiver can tell it is
        ours.
      </SecretNote>
    </Dialog>
  );
}
