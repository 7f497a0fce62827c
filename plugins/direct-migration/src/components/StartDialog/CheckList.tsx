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

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import type { Preflight } from '@direct-migration/backstage-plugin-direct-migration-common';
import { directMigrationTranslationRef } from '../../translation';

const STATUS = { block: 'danger', warn: 'warning', info: 'info' } as const;
const LEVELS = ['block', 'warn', 'info'] as const;

/** What a preflight found; what stands in the way first. */
export function CheckList(props: { preflight: Preflight | undefined }) {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const checks = LEVELS.flatMap(
    level =>
      props.preflight?.checks.filter(check => check.level === level) ?? [],
  );
  return (
    <Flex direction="column" gap="2" role="status" aria-live="polite">
      <Text as="p" weight="bold">
        {props.preflight?.blocked ? t('start.blocked') : t('start.clear')}
      </Text>
      {checks.map(({ id, level, subject, message, fix }) => (
        <Alert
          key={`${id} ${subject}`}
          status={STATUS[level]}
          icon
          title={message}
          description={[subject, fix && t('error.hint', { hint: fix })]
            .filter(Boolean)
            .join(' · ')}
        />
      ))}
    </Flex>
  );
}
