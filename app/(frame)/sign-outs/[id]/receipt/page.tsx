import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Icon } from '#app/_components/icon.tsx'
import { readBand } from '#app/_data/band.ts'
import { readReceipt } from '#app/_data/receipt.ts'
import { PrintButton } from '#app/_receipt/print-button.tsx'
import { ReceiptSheet } from '#app/_receipt/receipt-sheet.tsx'

type Props = { readonly params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('receipt')
  return { title: t('title') }
}

export default async function ReceiptPage({ params }: Props) {
  const { id } = await params
  const [data, band, t] = await Promise.all([
    readReceipt(id),
    readBand(`/sign-outs/${id}/receipt`),
    getTranslations('receipt'),
  ])
  if (data.sealed === null) {
    return (
      <main className="col" id="main">
        <h1 tabIndex={-1}>{t('title')}</h1>
        <p className="mt-2">{t('open')}</p>
        <p className="mt-4">
          <a className="btn" href={`/sign-outs/${id}`}>
            {t('openLink')}
          </a>
        </p>
      </main>
    )
  }
  return (
    <main className="col" id="main">
      <ReceiptSheet signOut={data.signOut} memberName={data.memberName} sealed={data.sealed} band={band} />
      <div className="no-print receipt-more">
        <div className="buttons">
          <PrintButton>
            <Icon name="file" />
            {t('print')}
          </PrintButton>
          <a className="btn" href={`/api/v1/sign-outs/${id}/receipt`} download={`${id}.jwt`}>
            <Icon name="save" />
            {t('save')}
          </a>
          <a className="btn" href={`/sign-outs/${id}/receipt/json`} download={`${id}.json`}>
            <Icon name="save" />
            {t('saveJson')}
          </a>
        </div>
        <h2>{t('howTitle')}</h2>
        <p className="sub">{t('how')}</p>
        <p className="sub">
          {t.rich('keysAt', { url: () => <a href="/.well-known/jwks.json">{data.keysUrl}</a> })}{' '}
          <span className="mono">kid {data.sealed.kid}</span>
        </p>
      </div>
    </main>
  )
}
