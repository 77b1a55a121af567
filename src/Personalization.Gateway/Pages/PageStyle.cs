using System.Security.Cryptography;
using System.Text;

namespace Personalization.Gateway.Pages;

/// <summary>How pages look: one column from 320 pixels on, light or dark as the device asks, with contrasts of at least 4.5 to 1 and targets of at least 24 pixels (WCAG 2.2, 1.4.3 and 2.5.8).</summary>
internal static class PageStyle
{
    /// <summary>The style sheet, which every page holds.</summary>
    public const string Sheet =
        """
        :root{color-scheme:light dark;--ground:#f4f5f7;--card:#fff;--ink:#1b1f24;--soft:#525b66;--line:#8a939e;--faint:#d9dde2;--accent:#0b57b7;--on-accent:#fff;--bad:#a3161f;--bad-ground:#fdeeee;--good:#17602f;--good-ground:#e9f6ed}
        @media (prefers-color-scheme:dark){:root{--ground:#14171a;--card:#1d2126;--ink:#eceff2;--soft:#b4bcc6;--line:#7d8793;--faint:#353c44;--accent:#8ab8f5;--on-accent:#0c1a2b;--bad:#ff9c9c;--bad-ground:#331c1e;--good:#8fdaa6;--good-ground:#17291d}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:break-word}
        main{max-width:44rem;margin:0 auto;padding:1.5rem 1rem 3rem}
        h1{font-size:1.75rem;line-height:1.2;margin:.5rem 0}
        h2,.card>legend{font-size:1.2rem;font-weight:700;line-height:1.3;margin:0 0 .25rem}
        p{margin:.25rem 0 .75rem}
        a{color:var(--accent)}
        nav{display:flex;flex-wrap:wrap;justify-content:flex-end;gap:.25rem 1rem}
        nav a,nav span{padding:.25rem 0}
        fieldset{border:0;margin:0;padding:0;min-width:0}
        legend{padding:0}
        .card{background:var(--card);border:1px solid var(--faint);border-radius:.6rem;padding:1rem;margin:1rem 0}
        .card>legend{float:left;width:100%}
        .card>legend+*{clear:both}
        .card>:last-child,.field>:last-child{margin-bottom:0}
        .hint{color:var(--soft);font-size:.93rem}
        .part{border-top:1px solid var(--faint);padding:.75rem 0 .25rem;margin-top:.5rem}
        .part>legend{float:left;width:100%;font-weight:600}
        .part>legend+*{clear:both}
        .inner{margin-left:1.25rem}
        .row{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:center}
        .choice{display:grid;grid-template-columns:auto 1fr;column-gap:.6rem;align-items:start;padding:.3rem 0}
        .choice .hint{grid-column:2;margin:0}
        input[type=checkbox]{width:1.5rem;height:1.5rem;margin:0;accent-color:var(--accent)}
        .choice label{padding-top:.05rem}
        .field{padding:.4rem 0}
        .field label{display:block}
        .inline{display:flex;flex-wrap:wrap;gap:.25rem .6rem;align-items:center}
        input[type=date],input[type=time],select{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:.35rem;padding:.4rem .5rem;min-height:2.5rem;max-width:100%}
        button,.button{font:inherit;font-weight:600;display:inline-block;text-decoration:none;border:1px solid var(--accent);border-radius:.35rem;padding:.6rem 1.1rem;min-height:2.75rem;background:var(--accent);color:var(--on-accent);cursor:pointer}
        .plain{background:transparent;color:var(--accent)}
        .danger{background:transparent;color:var(--bad);border-color:var(--bad)}
        .save{margin:1.25rem 0}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        .saved,.errors{border-left:.4rem solid;border-radius:.35rem;padding:.75rem 1rem;margin:1rem 0}
        .saved{background:var(--good-ground);color:var(--good)}
        .errors{background:var(--bad-ground);color:var(--bad)}
        .errors a{color:inherit}
        .errors ul{margin:.25rem 0;padding-left:1.25rem}
        .wrong{color:var(--bad);font-weight:600;margin:.25rem 0}
        [aria-invalid]{border-color:var(--bad)!important}
        h3{font-size:1rem;line-height:1.3;margin:0}
        .links{list-style:none;padding:0;margin:.5rem 0}
        .links li{padding:.3rem 0}
        .links .part{padding:.75rem 0}
        @media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
        """;

    /// <summary>The style sheet's hash for <c>Content-Security-Policy</c> (level 3, section 2.3.1): a page may have this style and no other.</summary>
    public static string Source { get; } = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Sheet)))}'";
}
