"use client";
/** Changes what a user may do, lets them in again by a link, or shuts them out. */
import { useState } from "react";
import { RemoveButton } from "@/components/settings/remove-button";
import { SecretNote } from "@/components/settings/secret-note";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNote } from "@/components/ui/error-note";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import type { ResponseOf } from "@/lib/client/call";
import { useChange } from "@/lib/client/use-change";
import { ROLE_OPTIONS } from "./access-words";

type User = ResponseOf<"users">["users"][number];

export function UserDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const [name, setName] = useState(user.name);
  const [role, setRole] = useState(user.role);
  const [reason, setReason] = useState("");
  const done = (title: string) => () => {
    notify({ title });
    onClose();
  };
  const change = useChange("updateUser", done(`${user.name} is changed`));
  const remove = useChange("deleteUser", done(`${user.name} is removed`));
  const link = useChange("createUserLink");
  const params = { id: user.id };
  const why = reason.trim() === "" ? {} : { reason: reason.trim() };
  const error = change.error ?? remove.error ?? link.error;
  return (
    <Dialog
      open
      onClose={onClose}
      title={user.name}
      description={user.email}
      footer={
        <>
          <RemoveButton busy={remove.isPending} onRemove={() => remove.mutate({ params })} />
          <Button
            busy={change.isPending}
            onClick={() => change.mutate({ params, body: { active: !user.active, ...why } })}
          >
            {user.active ? "Disable" : "Let in again"}
          </Button>
          <Button
            variant="primary"
            busy={change.isPending}
            disabledReason={name.trim() === "" ? "A name is missing" : null}
            onClick={() => change.mutate({ params, body: { name: name.trim(), role, ...why } })}
          >
            Save
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field
          label="Name"
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Select label="Role" value={role} options={ROLE_OPTIONS} onChange={setRole} />
        <Field
          label="Reason"
          placeholder="For the audit log"
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {link.data ? (
          <SecretNote label="the sign-in link" secret={link.data.sign_in_link}>
            Send this link to {user.email}. It works once, within the hour.
          </SecretNote>
        ) : (
          <Button
            className="self-start"
            busy={link.isPending}
            disabledReason={user.active ? null : "Let them in again first"}
            onClick={() => link.mutate({ params })}
          >
            Make a sign-in link
          </Button>
        )}
        {error ? <ErrorNote error={error} /> : null}
      </div>
    </Dialog>
  );
}
