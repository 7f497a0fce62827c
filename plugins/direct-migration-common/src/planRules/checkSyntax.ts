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

import { tagPatternMistake } from './tagPatternMistake';
import type { ReportProblem } from './PlanProblem';

const NAME_HINT = 'Use the name as the cluster shows it.';

/** What a value is, with what says that it is not. */
const KINDS = {
  dnsLabel: {
    is: (value: string) => /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(value),
    message:
      'is not a valid name: at most 63 characters a-z, 0-9 and -, beginning and ending with a letter or digit',
    hint: NAME_HINT,
  },
  dnsSubdomain: {
    is: (value: string) =>
      value.length <= 253 &&
      /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(
        value,
      ),
    message:
      'is not a valid name: at most 253 characters a-z, 0-9, - and ., each part beginning and ending with a letter or digit',
    hint: NAME_HINT,
  },
  quantity: {
    is(value: string) {
      const match =
        value.length <= 40
          ? /^\+?([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[KMGTPE]i|[kMGTPE]|[eE]\+?[0-9]{1,2})?$/.exec(
              value,
            )
          : undefined;
      return Boolean(match) && Number(match![1]) > 0;
    },
    message: 'is not a quantity of storage above zero',
    hint: 'For example 500Mi, 10Gi or 1.5Ti.',
  },
  repository: {
    is: (value: string) =>
      value.length <= 255 &&
      /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/.test(
        value,
      ),
    message: 'is not the path of an image repository',
    hint: 'Give the path inside the registry, without host, tag and digest, for example shop/web.',
  },
  tag: {
    is: (value: string) => /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(value),
    message: 'is not a valid image tag',
    hint: 'At most 128 letters, digits, _, . and -, not beginning with . or -.',
  },
  digest: {
    is: (value: string) =>
      /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(value),
    message: 'is not the digest of an image',
    hint: 'For example sha256: and 64 digits 0-9 a-f.',
  },
  platform: {
    is: (value: string) =>
      value.length <= 100 &&
      /^[a-z0-9]+\/[a-z0-9_.-]+(?:\/[a-z0-9_.-]+)?$/.test(value),
    message: 'is not a platform',
    hint: 'Give os/architecture or os/architecture/variant, for example linux/amd64 or linux/arm64/v8.',
  },
};

/** Says so when a value is not what it should be; what is absent is not looked at. @internal */
export function checkSyntax(
  report: ReportProblem,
  kind: keyof typeof KINDS,
  value: string | undefined,
  field: string,
): void {
  if (value !== undefined && !KINDS[kind].is(value)) {
    const { message, hint } = KINDS[kind];
    report({
      field,
      message: value ? `'${value}' ${message}` : 'A value is missing',
      hint,
    });
  }
}

/** Says so when a value is not a pattern of tags. @internal */
export function checkTagPattern(
  report: ReportProblem,
  value: string,
  field: string,
): void {
  const mistake = tagPatternMistake(value);
  if (mistake) {
    report({
      field,
      message: `'${value}' is not a pattern of tags: ${mistake}`,
      hint: 'For example v1.*, *-rc? or 2.[0-9]; a whole tag has to match.',
    });
  }
}
