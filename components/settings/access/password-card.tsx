"use client";
/** Sets one's own password; every other session of one's own ends with it. */
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { ErrorNote } from "@/components/ui/error-note";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ApiProblem } from "@/lib/client/call";
import { sessionQuery } from "@/lib/client/settings-queries";
import { useChange } from "@/lib/client/use-change";

const SHORTEST = 12;

export function PasswordCard() {
  const session = useQuery(sessionQuery());
  return (
    <Card title="Your password" note="sets one too, where only a link was used so far">
      <QueryStates
        query={session}
        skeleton={<SkeletonRows rows={2} label="Loading who is signed in" />}
      >
        {({ viewer, sign_in_name: signInName }) =>
          viewer?.kind === "user" ? (
            <PasswordForm signInName={signInName ?? ""} />
          ) : (
            <Empty kind="no_permission" title="Nobody is signed in here" />
          )
        }
      </QueryStates>
    </Card>
  );
}

function PasswordForm({ signInName }: { signInName: string }) {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useChange("changePassword", () => {
    notify({ title: "The password is changed", detail: "Your other sessions have ended." });
    setCurrent("");
    setNext("");
  });
  const short = next.length < SHORTEST ? `At least ${SHORTEST} characters` : null;
  const fields = change.error instanceof ApiProblem ? change.error.fields : [];
  const faultOf = (name: string) => fields.find(({ path }) => path.endsWith(name))?.message;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (short !== null || change.isPending) return;
    change.mutate({
      body: { new_password: next, ...(current === "" ? {} : { current_password: current }) },
    });
  };
  return (
    <form onSubmit={submit} className="flex max-w-md flex-col gap-3">
      <input type="text" autoComplete="username" value={signInName} readOnly hidden />
      <Field
        label="Current password"
        type="password"
        autoComplete="current-password"
        hint="Left empty where there is none yet"
        error={faultOf("current_password")}
        value={current}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <Field
        label="New password"
        type="password"
        autoComplete="new-password"
        maxLength={128}
        hint="12 to 128 characters, not built from your name"
        error={faultOf("new_password")}
        value={next}
        onChange={(event) => setNext(event.target.value)}
      />
      {change.error && fields.length === 0 ? <ErrorNote error={change.error} /> : null}
      <Button
        type="submit"
        className="self-start"
        busy={change.isPending}
        disabledReason={next === "" ? "Type the new one" : short}
      >
        Change the password
      </Button>
    </form>
  );
}
