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

import { ResourceType } from '../types';
import { StatusCause, StatusDetails, StatusError } from './StatusError';

type GroupResource = Pick<ResourceType, 'group' | 'plural'>;

function qualified(type: GroupResource): string {
  return type.group ? `${type.plural}.${type.group}` : type.plural;
}

function detailsOf(type: GroupResource, name?: string): StatusDetails {
  return {
    ...(name ? { name } : {}),
    ...(type.group ? { group: type.group } : {}),
    kind: type.plural,
  };
}

/**
 * The failures of the API, each with the words of the real server.
 * @internal
 */
export const statusErrors = {
  notFound(type: GroupResource, name: string): StatusError {
    return new StatusError({
      code: 404,
      reason: 'NotFound',
      message: `${qualified(type)} "${name}" not found`,
      details: detailsOf(type, name),
    });
  },

  alreadyExists(type: GroupResource, name: string): StatusError {
    return new StatusError({
      code: 409,
      reason: 'AlreadyExists',
      message: `${qualified(type)} "${name}" already exists`,
      details: detailsOf(type, name),
    });
  },

  conflict(type: GroupResource, name: string, cause?: string): StatusError {
    return new StatusError({
      code: 409,
      reason: 'Conflict',
      message: `Operation cannot be fulfilled on ${qualified(
        type,
      )} "${name}": ${
        cause ??
        'the object has been modified; please apply your changes to the latest version and try again'
      }`,
      details: detailsOf(type, name),
    });
  },

  invalid(
    type: Pick<ResourceType, 'group' | 'kind'>,
    name: string,
    causes: StatusCause[],
  ): StatusError {
    const texts = causes.map(cause => `${cause.field}: ${cause.message}`);
    const text = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
    return new StatusError({
      code: 422,
      reason: 'Invalid',
      message: `${type.kind}${
        type.group ? `.${type.group}` : ''
      } "${name}" is invalid: ${text}`,
      details: {
        ...(name ? { name } : {}),
        ...(type.group ? { group: type.group } : {}),
        kind: type.kind,
        causes,
      },
    });
  },

  forbidden(type: GroupResource, name: string, cause: string): StatusError {
    return new StatusError({
      code: 403,
      reason: 'Forbidden',
      message: `${qualified(type)}${
        name ? ` "${name}"` : ''
      } is forbidden: ${cause}`,
      details: detailsOf(type, name),
    });
  },

  terminatingNamespace(
    type: GroupResource,
    name: string,
    namespace: string,
  ): StatusError {
    const error = statusErrors.forbidden(
      type,
      name,
      `unable to create new content in namespace ${namespace} because it is being terminated`,
    );
    return new StatusError({
      code: error.code,
      reason: error.reason,
      message: error.message,
      details: {
        ...error.details,
        causes: [
          {
            reason: 'NamespaceTerminating',
            message: `namespace ${namespace} is being terminated`,
            field: 'metadata.namespace',
          },
        ],
      },
    });
  },

  badRequest(message: string): StatusError {
    return new StatusError({ code: 400, reason: 'BadRequest', message });
  },

  unauthorized(): StatusError {
    return new StatusError({
      code: 401,
      reason: 'Unauthorized',
      message: 'Unauthorized',
    });
  },

  expired(message: string): StatusError {
    return new StatusError({ code: 410, reason: 'Expired', message });
  },

  methodNotAllowed(): StatusError {
    return new StatusError({
      code: 405,
      reason: 'MethodNotAllowed',
      message:
        'the server does not allow this method on the requested resource',
      details: {},
    });
  },

  unsupportedMediaType(accepted: string[]): StatusError {
    return new StatusError({
      code: 415,
      reason: 'UnsupportedMediaType',
      message: `the body of the request was in an unknown format - accepted media types include: ${accepted.join(
        ', ',
      )}`,
    });
  },
};
