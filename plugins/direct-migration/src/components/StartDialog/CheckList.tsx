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
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Alert,
  Flex,
  Text,
} from '@backstage/ui';
import type {
  Preflight,
  PreflightCheck,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ReactNode } from 'react';
import { directMigrationTranslationRef } from '../../translation';

const STATUS = { block: 'danger', warn: 'warning', info: 'info' } as const;

/** Props of {@link CheckList}. */
export interface CheckListProps {
  preflight: Preflight | undefined;
  /** What can be done about a finding. */
  renderAction?: (check: PreflightCheck) => ReactNode;
}

/** What a preflight found; what stands in the way first, and what is only good to know folded up. */
export function CheckList(props: CheckListProps) {
  const { preflight, renderAction } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const checks = preflight?.checks ?? [];
  const of = (wanted: PreflightCheck['level']) =>
    checks
      .filter(({ level }) => level === wanted)
      .map(check => (
        <Alert
          key={`${check.id} ${check.subject} ${check.message}`}
          status={STATUS[check.level]}
          icon
          title={check.message}
          description={[
            check.subject,
            check.fix && t('error.hint', { hint: check.fix }),
          ]
            .filter(Boolean)
            .join(' · ')}
          customActions={renderAction?.(check)}
        />
      ));
  const infos = of('info');
  return (
    <Flex direction="column" gap="2">
      <Text as="p" weight="bold" role="status" aria-live="polite">
        {preflight?.blocked ? t('start.blocked') : t('start.clear')}
      </Text>
      {of('block')}
      {of('warn')}
      {infos.length > 0 && (
        <Accordion>
          <AccordionTrigger title={t('start.infos', { count: infos.length })} />
          <AccordionPanel>
            <Flex direction="column" gap="2">
              {infos}
            </Flex>
          </AccordionPanel>
        </Accordion>
      )}
    </Flex>
  );
}
