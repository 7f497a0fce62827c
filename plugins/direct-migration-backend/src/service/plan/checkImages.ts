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

import type { PlanImage } from '@direct-migration/backstage-plugin-direct-migration-common';
import { checkTagPattern } from '../../clusters/images/tagPatterns';
import {
  checkDigest,
  checkPlatform,
  checkRepository,
  checkTag,
  invalidInput,
} from '../syntax';
import type { PlanContent } from './PlanContent';

/** @throws MigrationError with the field at fault */
export function checkImages(plan: PlanContent): void {
  checkEach(
    plan.options.images?.platforms,
    'options.images.platforms',
    checkPlatform,
  );
  const mapped = new Set(plan.namespaces.map(({ source }) => source));
  plan.images.forEach((image, index) => {
    const field = `images[${index}]`;
    checkRepository(image.repository, `${field}.repository`);
    checkEach(image.tags, `${field}.tags`, checkTag);
    checkEach(image.includeTags, `${field}.includeTags`, checkTagPattern);
    checkEach(image.excludeTags, `${field}.excludeTags`, checkTagPattern);
    checkEach(image.digests, `${field}.digests`, checkDigest);
    checkEach(image.platforms, `${field}.platforms`, checkPlatform);
    checkSelection(image, field);
    if (image.targetRepository !== undefined) {
      checkRepository(image.targetRepository, `${field}.targetRepository`);
      return;
    }
    const [first] = image.repository.split('/');
    if (!mapped.has(first)) {
      throw invalidInput({
        code: 'NAMESPACE_NOT_MAPPED',
        field: `${field}.repository`,
        message: `Where '${image.repository}' goes is not known: '${first}' is not among the namespaces of the plan`,
        hint: `Add { source: ${first}, target: … } to namespaces, or give the image a targetRepository.`,
      });
    }
  });
}

function checkEach(
  values: string[] | undefined,
  field: string,
  check: (value: string, field: string) => void,
): void {
  values?.forEach((value, index) => check(value, `${field}[${index}]`));
}

function checkSelection(image: PlanImage, field: string): void {
  const patterns = (['includeTags', 'excludeTags'] as const).filter(
    name => image[name]?.length,
  );
  if (image.tags?.length && patterns.length) {
    throw invalidInput({
      field: `${field}.${patterns[0]}`,
      message: `${field} has both tags and ${patterns.join(
        ' and ',
      )}: which of them decides is not known`,
      hint: 'Give either the tags themselves, or patterns.',
    });
  }
  if (image.history && onlyDigests(image)) {
    throw invalidInput({
      field: `${field}.history`,
      message: `${field} asks for the history of its tags, but has only digests`,
      hint: 'Give tags or patterns too, or leave history out.',
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
