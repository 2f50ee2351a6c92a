"use client";
/** Creates an API key; its secret is shown this once. */
import { useState } from "react";
import { SecretNote } from "@/components/settings/secret-note";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNote } from "@/components/ui/error-note";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { serverNowMs } from "@/lib/client/clock";
import { useChange } from "@/lib/client/use-change";
import type { Role } from "@/lib/domain/vocabulary";
import { ROLE_OPTIONS } from "./access-words";

const LASTS = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
  { value: "never", label: "until it is revoked" },
] as const;
const DAY_MS = 86_400_000;

export function AddKeyDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const [lasts, setLasts] = useState<(typeof LASTS)[number]["value"]>("90");
  const add = useChange("addApiKey");
  const done = add.data;
  const create = () =>
    add.mutate({
      body: {
        name: name.trim(),
        role,
        ...(lasts === "never"
          ? {}
          : { expires_at: new Date(serverNowMs() + Number(lasts) * DAY_MS).toISOString() }),
      },
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={done ? `The key ${done.key.name}` : "Create an API key"}
      footer={
        done ? (
          <Button variant="primary" onClick={onClose}>
            I have stored it
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant="primary"
              busy={add.isPending}
              disabledReason={name.trim() === "" ? "A name is missing" : null}
              onClick={create}
            >
              Create
            </Button>
          </>
        )
      }
    >
      {done ? (
        <SecretNote label="the key" secret={done.secret}>
          Put it where the script reads its secrets, and send it as{" "}
          <code className="font-mono text-small">Authorization: Bearer …</code>
        </SecretNote>
      ) : (
        <div className="flex flex-col gap-3">
          <Field
            label="Name"
            placeholder="What will use it, for instance: nightly report"
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Select label="Scope" value={role} options={ROLE_OPTIONS} onChange={setRole} />
          <Select label="Good for" value={lasts} options={LASTS} onChange={setLasts} />
          {add.error ? <ErrorNote error={add.error} /> : null}
        </div>
      )}
    </Dialog>
  );
}
