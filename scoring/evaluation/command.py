"""``mingjian evaluate``: a thin shell over the evaluation."""

from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console

from mingjian.fingerprints.errors import UsageError
from mingjian.scoring.output import replacing

__all__ = ["evaluate"]


def evaluate(
    scores: Annotated[Path, typer.Argument(metavar="SCORES", help="评分文件 .jsonl .csv .parquet")],
    truth: Annotated[Path, typer.Option(help="真值文件 truth file .jsonl")],
    report: Annotated[Path | None, typer.Option(help="HTML 报告 report file")] = None,
    json: Annotated[Path | None, typer.Option(help="JSON 结果 result file")] = None,
    recall: Annotated[
        float, typer.Option(min=0.01, max=1, help="工作点的团伙召回率 ring recall to compare at")
    ] = 0.7,
    seed: Annotated[int, typer.Option(min=0, help="重抽样与积压的种子 seed of all drawing")] = 1,
    resamples: Annotated[int, typer.Option(min=0, help="重抽样次数 resamples for intervals")] = 200,
) -> None:
    """Compare scores with a truth file 评估.

    Example:

    mingjian evaluate --truth world/truth.jsonl scores.jsonl --report evaluation.html
    """
    # The field's libraries take a second to import; no other command pays for them.
    from mingjian.scoring.evaluation.evaluation import evaluate as measured  # noqa: PLC0415
    from mingjian.scoring.evaluation.score_file import read_scores  # noqa: PLC0415
    from mingjian.scoring.evaluation.terminal import lines  # noqa: PLC0415
    from mingjian.scoring.evaluation.truth import read_truth  # noqa: PLC0415

    for option, target in (("--report", report), ("--json", json)):
        if target and (not target.parent.is_dir() or target.is_dir()):
            raise UsageError(f"{option} {target}: name a file in a folder that exists")
    found = measured(
        read_truth(truth), read_scores(scores), recall=recall, seed=seed, resamples=resamples
    )
    console = Console(soft_wrap=True, markup=False, highlight=False)
    for line in lines(found):
        console.print(line)
    if json:
        options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        with replacing(json, "wb") as file:
            file.write(orjson.dumps(found, option=options))
        console.print(f"结果 result: {json}")
    if report:
        from mingjian.scoring.evaluation.page import render  # noqa: PLC0415

        with replacing(report, "w") as file:
            file.write(render(found))
        console.print(f"报告 report: {report}")
