/** An operation as a command line that can be pasted. */
import { exampleOf } from "./example-of";
import type { Operation } from "./openapi";

type Called = { server: string; path: string; method: string; operation: Operation };

export function curlCall({ server, path, method, operation }: Called): string {
  const { parameters, requestBody } = operation;
  const isOpen = operation["x-role"] === "public";
  const example = requestBody?.content["application/json"]?.example;
  const parts = [
    ...(method === "GET" ? [] : [`-X ${method}`]),
    ...(isOpen ? [] : ['-H "Authorization: Bearer $CANDLEWATCH_API_KEY"']),
    ...(example === undefined
      ? []
      : ["-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(example))}`]),
    quoted(`${server}${filled(path, parameters)}`),
  ];
  return `curl ${parts.join(" \\\n  ")}`;
}

/** With its path parameters, and those of the query that must be given. */
function filled(path: string, parameters: Operation["parameters"]): string {
  const sampleOf = (name: string) => {
    const parameter = parameters.find((candidate) => candidate.name === name);
    return encodeURIComponent(String(parameter?.example ?? exampleOf(parameter?.schema)));
  };
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => sampleOf(name));
  const query = parameters
    .filter((parameter) => parameter.in === "query" && parameter.required)
    .map(({ name }) => `${name}=${sampleOf(name)}`);
  return query.length === 0 ? address : `${address}?${query.join("&")}`;
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
