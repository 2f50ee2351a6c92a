/** One endpoint of the reference: what it takes, what it gives, and how it refuses. */
import type { ReferenceOperation, ReferenceParameter } from "@/lib/http/api-reference";
import { CodeBlock } from "./code-block";
import { Prose } from "./prose";

export function OperationEntry({ operation }: { operation: ReferenceOperation }) {
  const { id, method, path, summary, role, parameters, body, answer, refusals, curl } = operation;
  return (
    <article id={id} aria-labelledby={`${id}-title`} className="border-rule border-t pt-3">
      <h3 id={`${id}-title`} className="flex flex-wrap items-baseline gap-x-3 text-large">
        <span className="font-mono font-semibold text-small">{method}</span>
        <a href={`#${id}`} className="break-all font-mono">
          {path}
        </a>
      </h3>
      <p className="mt-1 max-w-[46rem]">
        <Prose text={summary} /> <Prose text={role} className="text-ink-2" />
      </p>
      <div className="mt-3 grid gap-4 desktop:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-3">
          {parameters.length > 0 ? <Parameters parameters={parameters} /> : null}
          {body === null ? null : (
            <CodeBlock label={body.required ? "Body" : "Body, may be left out"} text={body.shape} />
          )}
          <Refusals refusals={refusals} />
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          <CodeBlock label="Call" text={curl} />
          <CodeBlock
            label={`${answer.status} ${answer.mediaTypes.join(", ")}`}
            text={answer.example === "" ? "text" : answer.example}
          />
          {answer.shape === "" ? null : (
            <details>
              <summary className="cursor-pointer text-ink-2 text-small">Fields</summary>
              <CodeBlock label="Shape of the answer" text={answer.shape} />
            </details>
          )}
        </div>
      </div>
    </article>
  );
}

function Parameters({ parameters }: { parameters: readonly ReferenceParameter[] }) {
  return (
    <table className="w-full text-left text-small">
      <thead className="text-ink-3">
        <tr>
          <th className="py-1 pr-3 font-normal">Parameter</th>
          <th className="py-1 font-normal">Allowed</th>
        </tr>
      </thead>
      <tbody>
        {parameters.map(({ name, place, required, type, preset, description }) => (
          <tr key={`${place} ${name}`} className="border-rule border-t align-top">
            <td className="py-1 pr-3">
              <span className="font-mono">{name}</span>
              <span className="block text-ink-3">
                {place}
                {required ? ", needed" : ""}
              </span>
            </td>
            <td className="break-words py-1">
              {type}
              {preset === null ? "" : `; ${preset} unless given`}
              {description === "" ? null : (
                <Prose text={description} className="block text-ink-2" />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Refusals({ refusals }: { refusals: ReferenceOperation["refusals"] }) {
  return (
    <details>
      <summary className="cursor-pointer text-ink-2 text-small">
        Other answers: {refusals.map(({ status }) => status).join(", ")}
      </summary>
      <dl className="mt-1 grid grid-cols-[3rem_1fr] gap-y-1 text-small">
        {refusals.map(({ status, meaning }) => (
          <div key={status} className="contents">
            <dt className="font-mono">{status}</dt>
            <dd>
              <Prose text={meaning} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
