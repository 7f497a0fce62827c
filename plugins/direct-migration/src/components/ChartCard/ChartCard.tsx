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
import { Card, CardBody, Flex, Text, ToggleButton } from '@backstage/ui';
import { RiTable2 } from '@remixicon/react';
import { useState } from 'react';
import { directMigrationTranslationRef } from '../../translation';
import { BarChart, type BarChartProps } from '../BarChart';
import { DataTable } from '../DataTable';

/** Props of {@link ChartCard}. */
export interface ChartCardProps extends Omit<BarChartProps, 'label'> {
  title: string;
  /** Names the first column of the table. */
  pointLabel: string;
}

/** A chart, and the same figures as a table. */
export function ChartCard(props: ChartCardProps) {
  const { title, pointLabel, ...chart } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const [isTable, setIsTable] = useState(false);
  return (
    <Card>
      <CardBody>
        <Flex direction="column" gap="2">
          <Flex justify="between" align="center" gap="2">
            <Text as="h3" variant="title-x-small">
              {title}
            </Text>
            <ToggleButton
              size="small"
              iconStart={<RiTable2 />}
              isSelected={isTable}
              onChange={setIsTable}
              aria-label={t('chart.asTable', { title })}
            >
              {t('chart.table')}
            </ToggleButton>
          </Flex>
          {isTable ? (
            <DataTable
              label={title}
              columns={[
                { label: pointLabel },
                ...chart.series.map(({ label }) => ({
                  label,
                  isNumeric: true,
                })),
              ]}
              rows={chart.points
                .map(({ label, values }) => ({
                  id: label,
                  cells: [
                    label,
                    ...values.map(value =>
                      value === undefined ? '–' : chart.format(value),
                    ),
                  ],
                }))
                .reverse()}
            />
          ) : (
            <BarChart label={t('chart.picture', { title })} {...chart} />
          )}
        </Flex>
      </CardBody>
    </Card>
  );
}
