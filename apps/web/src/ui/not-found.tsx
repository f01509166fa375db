import { Button, Container, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { PageHead } from '../head.tsx';
import { paths } from '../paths.ts';

/** Nothing lives at this address; or, `isBroken`, the page could not be brought here. */
export function NotFound({ isBroken = false }: { readonly isBroken?: boolean }) {
  const t = useTranslations('shell');
  return (
    <Container size="sm" py={80}>
      <PageHead title={isBroken ? t('brokenTitle') : t('notFoundTitle')} isPrivate status={404} />
      <Stack align="flex-start">
        <Title order={1}>{isBroken ? t('brokenTitle') : t('notFoundTitle')}</Title>
        <Text size="lg">{isBroken ? t('brokenText') : t('notFoundText')}</Text>
        <Group>
          {isBroken && <Button onClick={() => location.reload()}>{t('reload')}</Button>}
          <Button variant={isBroken ? 'default' : 'filled'} component={Link} href={paths.search}>
            {t('findEvents')}
          </Button>
          <Button variant="default" component={Link} href={paths.home}>
            {t('toHome')}
          </Button>
        </Group>
      </Stack>
    </Container>
  );
}
