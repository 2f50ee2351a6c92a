import type { IncomingMessage, ServerResponse } from "node:http";

export function refuseUnroutable(request: IncomingMessage, response: ServerResponse): boolean;
