/** The style sheet of every page: light and dark by the reader's setting, one column on a phone, plain on paper. */
export const style = `
:root{
--paper:#fbfaf7;--card:#fff;--ink:#1d1f24;--soft:#5d626d;--faint:#8b909b;--line:#e5e2da;--line-soft:#f0ede6;--accent:#9a3b1e;
--error:#b3261e;--error-bg:#fde4e0;--warning:#8a5a00;--warning-bg:#fdf0c9;--info:#1f5fa8;--info-bg:#e0edfb;
--new:#176b3a;--new-bg:#dcf3e3;--old:#a3271f;--old-bg:#fbe5e3;--badge:#f1eee7;--banner:#fff3d6;--banner-line:#e3bd5c;
--shadow:0 1px 2px rgb(40 30 10/.05),0 6px 24px rgb(40 30 10/.06);
--serif:Charter,"Bitstream Charter","Iowan Old Style","Source Serif 4","Noto Serif",Georgia,Cambria,"DejaVu Serif","Noto Naskh Arabic","Geeza Pro","Amiri",serif;
--sans:system-ui,-apple-system,"Segoe UI",Inter,Roboto,"Noto Sans","Helvetica Neue","DejaVu Sans","Noto Sans Arabic",Arial,sans-serif;
}
@media screen and (prefers-color-scheme:dark){:root{
--paper:#14161a;--card:#1b1e24;--ink:#e8e6e1;--soft:#a9aeb9;--faint:#7d828e;--line:#2f333c;--line-soft:#262a32;--accent:#f0936f;
--error:#ff9b8f;--error-bg:#4c1f1c;--warning:#f2c461;--warning-bg:#42340f;--info:#8fc1ff;--info-bg:#17324f;
--new:#84dba3;--new-bg:#173a25;--old:#ff9d94;--old-bg:#45201d;--badge:#2a2e36;--banner:#33290f;--banner-line:#7a611f;
--shadow:0 1px 2px rgb(0 0 0/.3),0 8px 28px rgb(0 0 0/.25);
}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
body{margin:0;padding:clamp(1rem,3vw,2.5rem);background:var(--paper);color:var(--ink);font:15px/1.5 var(--sans)}
.hidden{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
.top,.banner,.desk,footer{max-inline-size:110rem;margin-inline:auto}
.kicker{margin:0;color:var(--accent);font-size:.75rem;font-weight:700;letter-spacing:.12em;text-transform:uppercase}
.file{margin:.35rem 0 0;color:var(--soft);font-size:.95rem;font-weight:600;overflow-wrap:anywhere}
h1{margin:.2rem 0 0;font:700 clamp(1.7rem,4vw,2.6rem)/1.15 var(--serif);letter-spacing:-.01em;overflow-wrap:anywhere}
.subtitle{margin:.25rem 0 0;color:var(--soft);font:1.1rem/1.45 var(--serif)}
.facts{display:flex;flex-wrap:wrap;gap:.4rem .5rem;margin:1rem 0 1.25rem;padding:0;list-style:none}
.facts li{display:flex;align-items:center;padding:.22rem .7rem;border:1px solid var(--line);border-radius:2rem;background:var(--card);font-size:.84rem;font-variant-numeric:tabular-nums}
.facts .badge{margin:0;padding:0;background:none;font-size:inherit}
.dot{inline-size:.6rem;block-size:.6rem;margin-inline-end:.45rem;border-radius:50%}
.dot.error{background:var(--error)}.dot.warning{background:var(--warning)}.dot.info{background:var(--info)}
.banner{margin-block:0 1rem;padding:.75rem 1rem;border:1px solid var(--banner-line);border-inline-start-width:.35rem;border-radius:.5rem;background:var(--banner);font-weight:600}
.desk{display:grid;grid-template-columns:minmax(0,1fr) minmax(15rem,21rem);gap:1.5rem;align-items:start}
main{min-inline-size:0;border:1px solid var(--line);border-radius:.75rem;background:var(--card);box-shadow:var(--shadow)}
table{inline-size:100%;border-collapse:separate;border-spacing:0;table-layout:fixed}
thead th{position:sticky;inset-block-start:0;z-index:1;padding:.7rem 1rem;border-block-end:2px solid var(--line);background:var(--card);text-align:start;vertical-align:bottom;font-size:.9rem;line-height:1.3}
thead th:first-child{border-start-start-radius:.75rem}thead th:last-child{border-start-end-radius:.75rem}
thead .name{display:block;font-weight:700}
thead .what{display:block;color:var(--soft);font-size:.8rem;font-weight:400}
thead .badge{margin-block-start:.25rem}
th.number{inline-size:4.9rem}
tbody th.number{padding-block:.85rem;padding-inline:.8rem .2rem;color:var(--faint);text-align:start;vertical-align:top;font-size:.78rem;font-weight:500;line-height:1.75;font-variant-numeric:tabular-nums}
tbody th .badge{display:table;margin-block-start:.2rem;max-inline-size:100%}
td{padding:.8rem 1rem;vertical-align:top;text-align:start;overflow-wrap:anywhere}
tbody tr>*{border-block-start:1px solid var(--line-soft)}
tbody tr:first-child>*{border-block-start:0}
tbody tr:hover>*{background:color-mix(in srgb,var(--line-soft) 45%,transparent)}
td .text{font:1.02rem/1.62 var(--serif);white-space:pre-wrap}
td:lang(ar) .text,td:lang(fa) .text,td:lang(ur) .text{font-size:1.14rem;line-height:1.85}
tr.heading td .text{font-weight:700;font-size:1.1rem}
tr.muted td .text,tr.muted .reasons{color:var(--soft)}
tr.muted td .text{font-size:.96rem}
tr.left-out td{background:repeating-linear-gradient(-45deg,transparent 0 9px,var(--line-soft) 9px 10px)}
tr.left-out td .text{color:var(--faint);font-size:.92rem;font-style:italic}
.aside{color:var(--faint);font-style:italic}
td.empty .text{color:var(--faint)}
td .label{display:none}
.badges{display:flex;flex-wrap:wrap;gap:.3rem;margin-block-start:.4rem}
.badge{display:inline-block;padding:.05rem .5rem;border-radius:1rem;background:var(--badge);color:var(--soft);font:500 .72rem/1.6 var(--sans);white-space:nowrap}
.badge.role{padding-inline:.4rem;border-radius:.25rem;font-size:.66rem;letter-spacing:.02em;white-space:normal;overflow-wrap:normal}
.badge.memory,.badge.info{background:var(--info-bg);color:var(--info)}
.badge.human,.badge.confirmed,.badge.corrected{background:var(--new-bg);color:var(--new)}
.badge.missing{background:var(--error-bg);color:var(--error)}
.badge.route{letter-spacing:.03em}
.matches{margin-block-start:.35rem;color:var(--soft);font:.78rem/1.5 var(--sans)}
.matches summary{inline-size:fit-content;color:var(--faint);cursor:pointer}
.matches summary:hover,.matches summary:focus-visible{color:var(--accent)}
.matches ul{margin:.3rem 0 0;padding:0;list-style:none}
.matches li{padding-inline-start:.6rem;border-inline-start:2px solid var(--line)}
.matches li+li{margin-block-start:.4rem}
.matches bdi{display:block;inline-size:fit-content;font-family:var(--serif)}
.matches .to{color:var(--ink)}
mark{padding-block:.08em;border-block-end:2px solid;border-radius:.15em .15em 0 0;color:inherit;scroll-margin-block:5rem;-webkit-box-decoration-break:clone;box-decoration-break:clone}
mark.error{background:var(--error-bg);border-color:var(--error)}
mark.warning{background:var(--warning-bg);border-color:var(--warning)}
mark.info{background:var(--info-bg);border-color:var(--info)}
mark[data-n]::after{content:attr(data-n);margin-inline-start:.12em;color:var(--soft);font:700 .6rem/1 var(--sans);vertical-align:super;unicode-bidi:isolate}
mark.point{padding-inline:.15em}
mark.point::before{content:"\\2038";font-weight:700}
mark:target{outline:3px solid var(--accent);outline-offset:2px}
.unknown{text-decoration:underline dotted var(--warning) 2px;text-underline-offset:.2em}
del{background:var(--old-bg);color:var(--old);text-decoration:line-through 1.5px;border-radius:.15em}
ins{background:var(--new-bg);color:var(--new);text-decoration:underline 1.5px;text-underline-offset:.18em;border-radius:.15em}
del+ins{margin-inline-start:.15em}
aside{position:sticky;inset-block-start:1rem;display:grid;gap:1rem;max-block-size:calc(100vh - 2rem);overflow:auto;scrollbar-width:thin}
.panel{padding:.9rem 1rem;border:1px solid var(--line);border-radius:.75rem;background:var(--card);font-size:.86rem}
.panel h2{margin:0 0 .5rem;color:var(--soft);font-size:.75rem;letter-spacing:.08em;text-transform:uppercase}
.panel ol,.panel ul,.reasons{margin:0;padding:0;list-style:none}
.none{margin:0;color:var(--soft)}
.findings li{padding-block:.1rem .15rem;padding-inline:.7rem 0;border-inline-start:3px solid;overflow-wrap:anywhere}
.findings li+li{margin-block-start:.75rem}
.findings .error{border-color:var(--error)}.findings .warning{border-color:var(--warning)}.findings .info{border-color:var(--info)}
.places{display:flex;flex-wrap:wrap;gap:.25rem;margin-block-start:.3rem}
.places a{min-inline-size:1.5rem;padding:.02rem .35rem;border-radius:.3rem;background:var(--badge);color:var(--soft);font-size:.72rem;font-weight:700;text-align:center;text-decoration:none;font-variant-numeric:tabular-nums}
.places a:hover,.places a:focus-visible{background:var(--accent);color:var(--card)}
.check{display:block;color:var(--faint);font-size:.72rem;letter-spacing:.03em}
.change{display:block;margin-block-start:.1rem;color:var(--soft);font-family:var(--serif)}
.better{color:var(--new);font-weight:600}
.was{color:var(--old);text-decoration:line-through}
.not-run li+li,.reasons li+li{margin-block-start:.5rem}
.words{display:flex;flex-wrap:wrap;gap:.35rem .8rem}
.times{color:var(--faint)}
.legend li{display:inline-block;margin-block:.15rem;margin-inline:0 .9rem}
td .reasons{font:.88rem/1.5 var(--sans);white-space:normal}
footer{margin-block-start:1.5rem;color:var(--faint);font-size:.8rem}
@media (min-width:75.01rem){.desk.many{grid-template-columns:minmax(0,1fr) 15.5rem;gap:1rem}.many td,.many thead th:not(.number){padding-inline:.7rem}.many td .text{font-size:.97rem}.many td:lang(ar) .text{font-size:1.08rem}}
@media (max-width:75rem){.desk{grid-template-columns:minmax(0,1fr)}aside{position:static;max-block-size:none;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr))}}
@media (max-width:48rem){
body{padding:.9rem;font-size:14px}
table,tbody,tr,td{display:block}thead{display:none}
tbody tr{padding:.7rem .9rem .9rem}
tbody tr+tr{border-block-start:1px solid var(--line)}
tbody tr>*{border:0}
tbody th.number{display:flex;gap:.5rem;inline-size:auto;padding:0;align-items:center}
tbody th .badge{margin:0}
td{padding:.35rem 0}td.empty{display:none}
td .label{display:block;color:var(--faint);font-size:.72rem;font-weight:600;text-align:start}
html[dir=ltr] td[dir=rtl] .label,html[dir=rtl] td[dir=ltr] .label{text-align:end}
tr.left-out{background:repeating-linear-gradient(-45deg,transparent 0 9px,var(--line-soft) 9px 10px)}tr.left-out td{background:none}
tbody tr:hover>*{background:none}
}
html:lang(ar) :is(.kicker,.panel h2,.check,.badge,h1){letter-spacing:0}
@page many{size:landscape}
@media print{
html{font-size:72%}body:has(.desk.many){page:many}td,thead th{padding:.45rem .6rem}th.number{inline-size:3.4rem}
:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--faint:#666;--line:#bbb;--line-soft:#ddd;--shadow:none}
body{padding:0;font-size:.95rem}main,.panel{border-radius:0;box-shadow:none}
.desk{display:block}aside{position:static;display:block;max-block-size:none;overflow:visible;margin-block-start:1rem}
.panel{margin-block-end:.5rem;break-inside:avoid}thead th{position:static}thead{display:table-header-group}tr{break-inside:avoid}
mark,del,ins,.badge,.dot{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
`;
