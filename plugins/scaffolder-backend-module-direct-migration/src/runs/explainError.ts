/*
 * Copyright 2026 The Direct Migration Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

/** Message, code and hint of an error of the REST API in one line, for the log of a task. */
export function explainError(error: unknown): string {
  const { body, message } = error as {
    message?: string;
    body?: {
      error?: {
        message?: string;
        code?: string;
        hint?: string;
        field?: string;
      };
    };
  };
  const details = body?.error;
  if (!details?.message) {
    return message ?? String(error);
  }
  return [
    details.field && `${details.field}:`,
    details.message,
    details.code && `[${details.code}]`,
    details.hint,
  ]
    .filter(Boolean)
    .join(' ');
}

/** The result of a call, or an error whose message is all that a reader of a task's log needs. */
export async function explained<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    throw new Error(explainError(error), { cause: error });
  }
}
