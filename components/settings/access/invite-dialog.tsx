"use client";
/** Adds a user, who comes in by a one-time link and needs no password from anybody. */
import { useState } from "react";
import { SecretNote } from "@/components/settings/secret-note";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNote } from "@/components/ui/error-note";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useChange } from "@/lib/client/use-change";
import type { Role } from "@/lib/domain/vocabulary";
import { ROLE_OPTIONS } from "./access-words";

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const add = useChange("addUser");
  const missing = () => {
    if (name.trim() === "") return "A name is missing";
    return /^\S+@\S+\.\S+$/.test(email.trim()) ? null : "An e-mail address is missing";
  };
  const done = add.data;
  return (
    <Dialog
      open
      onClose={onClose}
      title={done ? `${done.user.name} may sign in` : "Invite somebody"}
      footer={
        done ? (
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant="primary"
              busy={add.isPending}
              disabledReason={missing()}
              onClick={() => add.mutate({ body: { name: name.trim(), email: email.trim(), role } })}
            >
              Invite
            </Button>
          </>
        )
      }
    >
      {done?.sign_in_link ? (
        <SecretNote label="the sign-in link" secret={done.sign_in_link}>
          Send this link to {done.user.email}. It works once, within the hour.
        </SecretNote>
      ) : (
        <div className="flex flex-col gap-3">
          <Field
            label="Name"
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Field
            label="E-mail address"
            type="email"
            maxLength={254}
            value={email}
            hint="To sign in with; nothing is sent to it"
            onChange={(event) => setEmail(event.target.value)}
          />
          <Select label="Role" value={role} options={ROLE_OPTIONS} onChange={setRole} />
          {add.error ? <ErrorNote error={add.error} /> : null}
        </div>
      )}
    </Dialog>
  );
}
