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

import type { PlanImage } from '../types';
import { checkSyntax, checkTagPattern } from './checkSyntax';
import type { PlanContent } from './PlanContent';
import type { ReportProblem } from './PlanProblem';

/** Repositories, tags and digests, each with a place to go to. @internal */
export function checkImages(report: ReportProblem, plan: PlanContent): void {
  const checkEach = (
    kind: 'tag' | 'tagPattern' | 'digest' | 'platform',
    values: string[] | undefined,
    field: string,
  ) =>
    values?.forEach((value, index) =>
      kind === 'tagPattern'
        ? checkTagPattern(report, value, `${field}[${index}]`)
        : checkSyntax(report, kind, value, `${field}[${index}]`),
    );
  checkEach(
    'platform',
    plan.options.images?.platforms,
    'options.images.platforms',
  );
  const mapped = new Set(plan.namespaces.map(({ source }) => source));
  plan.images.forEach((image, index) => {
    const field = `images[${index}]`;
    checkSyntax(report, 'repository', image.repository, `${field}.repository`);
    checkEach('tag', image.tags, `${field}.tags`);
    checkEach('tagPattern', image.includeTags, `${field}.includeTags`);
    checkEach('tagPattern', image.excludeTags, `${field}.excludeTags`);
    checkEach('digest', image.digests, `${field}.digests`);
    checkEach('platform', image.platforms, `${field}.platforms`);
    checkSelection(report, image, field);
    if (image.targetRepository !== undefined) {
      checkSyntax(
        report,
        'repository',
        image.targetRepository,
        `${field}.targetRepository`,
      );
      return;
    }
    const [first] = image.repository.split('/');
    if (!mapped.has(first)) {
      report({
        code: 'NAMESPACE_NOT_MAPPED',
        field: `${field}.repository`,
        rule: 'imageNotMapped',
        values: { repository: image.repository, namespace: first },
      });
    }
  });
}

function checkSelection(
  report: ReportProblem,
  image: PlanImage,
  field: string,
): void {
  const patterns = (['includeTags', 'excludeTags'] as const).filter(
    name => image[name]?.length,
  );
  if (image.tags?.length && patterns.length) {
    report({
      field: `${field}.${patterns[0]}`,
      rule: 'tagsAndPatterns',
      values: { field, patterns: patterns.join(' and ') },
    });
  }
  if (image.history && onlyDigests(image)) {
    report({
      field: `${field}.history`,
      rule: 'historyOfDigests',
      values: { field },
    });
  }
}

function onlyDigests(image: PlanImage): boolean {
  return Boolean(
    image.digests?.length &&
      !image.tags?.length &&
      !image.includeTags?.length &&
      !image.excludeTags?.length,
  );
}
