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

import { openapiDocument } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { middleware } from 'express-openapi-validator';
import { MigrationError } from '../errors/MigrationError';

/** More mistakes than this in one request are not listed. */
const MAX_LISTED = 5;

interface ValidationError {
  status: number;
  message: string;
  path?: string;
  errors?: Array<{ path?: string; message: string }>;
}

/**
 * Refuses what the REST contract does not know: unknown parameters and fields, wrong types, missing values.
 *
 * The same validator as in `@backstage/backend-openapi-utils`, which would keep only the text of its errors and not
 * say which field was at fault.
 */
export function openApiValidation(): RequestHandler[] {
  return middleware({
    apiSpec: structuredClone(openapiDocument) as any,
    fileUploader: false,
    ignoreUndocumented: true,
    useRequestUrl: true,
    validateRequests: {
      allowUnknownQueryParameters: false,
      allErrors: true,
      coerceTypes: false,
    },
    validateResponses: false,
  }) as RequestHandler[];
}

/** Refuses the character NUL anywhere: no value may hold it, and PostgreSQL cannot store it. */
export function refuseNul(): RequestHandler {
  return (request, _response, next) => {
    const found =
      /%00/.test(request.url) ||
      (request.body && JSON.stringify(request.body).includes('\\u0000'));
    next(
      found
        ? new MigrationError({
            code: 'INVALID_INPUT',
            kind: 'InputError',
            message: 'The request holds the character NUL',
            hint: 'Remove it.',
          })
        : undefined,
    );
  };
}

/** Turns errors of the validator and of the body parser into ours, with the field named. */
export function openApiErrors(): ErrorRequestHandler {
  return (error, _request, _response, next) => {
    if (isValidationError(error)) {
      next(toInputError(error));
    } else {
      next(error);
    }
  };
}

function isValidationError(error: unknown): error is ValidationError {
  const { status, message } = (error ?? {}) as Partial<ValidationError>;
  return (
    (status === 400 || status === 413 || status === 415) &&
    typeof message === 'string'
  );
}

function toInputError(error: ValidationError): MigrationError {
  const found = error.errors?.length
    ? error.errors
    : [{ path: error.path, message: error.message }];
  const field = toField(found[0].path);
  return new MigrationError({
    code: 'INVALID_INPUT',
    kind: 'InputError',
    field,
    message: found
      .slice(0, MAX_LISTED)
      .map(({ path, message }) =>
        [toField(path), message].filter(Boolean).join(' '),
      )
      .join('; '),
    hint: 'The OpenAPI document of this plugin has every field and its limits.',
  });
}

/** `/body/volumes/0/name` → `volumes[0].name` */
function toField(path: string | undefined): string | undefined {
  const match = /^\/(body|query|params)(?:\/(.*))?$/.exec(path ?? '');
  if (!match) {
    return undefined;
  }
  return (match[2] ?? match[1])
    .split('/')
    .map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .reduce((field, part) => {
      if (/^\d+$/.test(part)) {
        return `${field}[${part}]`;
      }
      return field ? `${field}.${part}` : part;
    }, '');
}
