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

import { StatusCause } from '../api/StatusError';

const SUBDOMAIN =
  '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SERVICE = '[a-z]([-a-z0-9]*[a-z0-9])?';
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const VALUE = '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?';

/**
 * One refused field: `Invalid value`.
 * @internal
 */
export function invalidValue(
  field: string,
  value: unknown,
  why: string,
): StatusCause {
  return {
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
    field,
  };
}

/**
 * One refused field: `Required value`.
 * @internal
 */
export function requiredValue(field: string, why?: string): StatusCause {
  return {
    reason: 'FieldValueRequired',
    message: why ? `Required value: ${why}` : 'Required value',
    field,
  };
}

function matchesWhole(pattern: string, text: string): boolean {
  return new RegExp(`^${pattern}$`).test(text);
}

/**
 * What is wrong with an RFC 1123 label.
 * @internal
 */
export function checkDnsLabel(field: string, value: string): StatusCause[] {
  if (value.length > 63) {
    return [invalidValue(field, value, 'must be no more than 63 characters')];
  }
  return matchesWhole(LABEL, value)
    ? []
    : [
        invalidValue(
          field,
          value,
          `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`,
        ),
      ];
}

/**
 * What is wrong with an object's name, by the rule of its kind.
 * @internal
 */
export function checkName(kind: string, value: string): StatusCause[] {
  const field = 'metadata.name';
  if (kind === 'Namespace') {
    return checkDnsLabel(field, value);
  }
  if (kind === 'Service') {
    if (value.length > 63) {
      return [invalidValue(field, value, 'must be no more than 63 characters')];
    }
    return matchesWhole(SERVICE, value)
      ? []
      : [
          invalidValue(
            field,
            value,
            `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '${SERVICE}')`,
          ),
        ];
  }
  if (/^(Cluster)?Role(Binding)?$/.test(kind)) {
    return /[/%]/.test(value) || value === '.' || value === '..'
      ? [invalidValue(field, value, "may not contain '/'")]
      : [];
  }
  if (value.length > 253) {
    return [invalidValue(field, value, 'must be no more than 253 characters')];
  }
  return matchesWhole(SUBDOMAIN, value)
    ? []
    : [
        invalidValue(
          field,
          value,
          `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`,
        ),
      ];
}

function checkQualifiedName(field: string, key: string): StatusCause[] {
  const parts = key.split('/');
  const name = parts[parts.length - 1];
  const causes: StatusCause[] = [];
  if (parts.length > 2) {
    return [
      invalidValue(
        field,
        key,
        `a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED}') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
      ),
    ];
  }
  if (parts.length === 2 && !matchesWhole(SUBDOMAIN, parts[0])) {
    causes.push(
      invalidValue(
        field,
        key,
        `prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`,
      ),
    );
  }
  if (name.length > 63) {
    causes.push(
      invalidValue(field, key, 'name part must be no more than 63 characters'),
    );
  }
  if (!matchesWhole(QUALIFIED, name)) {
    causes.push(
      invalidValue(
        field,
        key,
        `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED}')`,
      ),
    );
  }
  return causes;
}

/**
 * What is wrong with labels.
 * @internal
 */
export function checkLabels(
  field: string,
  labels: Record<string, string> = {},
): StatusCause[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...checkQualifiedName(field, key),
    ...(String(value).length > 63
      ? [invalidValue(field, value, 'must be no more than 63 characters')]
      : []),
    ...(matchesWhole(VALUE, String(value))
      ? []
      : [
          invalidValue(
            field,
            value,
            `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${VALUE}')`,
          ),
        ]),
  ]);
}

/**
 * What is wrong with annotations: their keys.
 * @internal
 */
export function checkAnnotations(
  annotations: Record<string, string> = {},
): StatusCause[] {
  return Object.keys(annotations).flatMap(key =>
    checkQualifiedName('metadata.annotations', key.toLowerCase()),
  );
}
