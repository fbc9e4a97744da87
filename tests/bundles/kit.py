"""Handwritten bundles, so that the reader is tested independently of the writer."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from timeback.bundles import Bundle, Problem

HEADERS = {
    "academicSessions": "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
    "categories": "sourcedId,status,dateLastModified,title,weight",
    "classes": "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,"
    "schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
    "classResources": "sourcedId,status,dateLastModified,title,classSourcedId,resourceSourcedId",
    "courses": "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,"
    "subjectCodes",
    "courseResources": "sourcedId,status,dateLastModified,title,courseSourcedId,resourceSourcedId",
    "demographics": "sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,"
    "blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,"
    "hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus",
    "enrollments": "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,"
    "beginDate,endDate",
    "lineItemLearningObjectiveIds": "sourcedId,status,dateLastModified,lineItemSourcedId,source,learningObjectiveId",
    "lineItems": "sourcedId,status,dateLastModified,title,description,assignDate,dueDate,classSourcedId,"
    "categorySourcedId,academicSessionSourcedId,resultValueMin,resultValueMax,schoolSourcedId",
    "lineItemScoreScales": "sourcedId,status,dateLastModified,title,lineItemSourcedId,scoreScaleSourcedId",
    "orgs": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
    "resources": "sourcedId,status,dateLastModified,vendorResourceId,title,roles,importance,vendorId,applicationId",
    "resultLearningObjectiveIds": "sourcedId,status,dateLastModified,resultSourcedId,source,learningObjectiveId,score,"
    "textScore",
    "results": "sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,"
    "comment,textScore,classSourcedId,inProgress,incomplete,late,missing",
    "resultScoreScales": "sourcedId,status,dateLastModified,title,resultSourcedId,scoreScaleSourcedId",
    "roles": "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,"
    "userProfileSourcedId",
    "scoreScales": "sourcedId,status,dateLastModified,title,type,orgSourcedId,courseSourcedId,classSourcedId,"
    "scoreScaleValue",
    "userProfiles": "sourcedId,status,dateLastModified,userSourcedId,profileType,vendorId,applicationId,description,"
    "credentialType,username,password",
    "userResources": "sourcedId,status,dateLastModified,userSourcedId,orgSourcedId,classSourcedId,resourceSourcedId",
    "users": "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,"
    "identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,"
    "preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns",
}
OLD = ("academicSessions", "categories", "classes", "classResources", "courses", "courseResources", "demographics",
       "enrollments", "lineItems", "orgs", "resources", "results", "users")  # fmt: skip

# A small district with every file of the standard. All references are valid.
ROWS: dict[str, list[str]] = {
    "orgs": ["d1,,,District,district,06,", "s1,,,School,school,,d1"],
    "academicSessions": [
        "y1,,,Year,schoolYear,2025-08-01,2026-06-01,,2026",
        "t1,,,Term,term,2025-08-01,2026-01-01,y1,2026",
    ],
    "courses": ["co1,,,y1,Algebra,ALG,09,s1,Mathematics,02"],
    "resources": ["re1,,,vendor-1,Book,\"student,teacher\",primary,v,a"],
    "classes": ['cl1,,,Algebra 1,"09,10",co1,A-1,scheduled,Room 1,s1,"t1,y1","Math, Logic","02,03",1'],
    "users": [
        'u1,,,true,ana,"{sis:1},{state:a:2}",Ana,Ortiz,,id-1,ana@example.org,,,u2,09,,m-1,Annie,,Oz,s1,she',
        "u2,,,false,ben,,Ben,Ortiz,,,,,,u1,,,,,,,,",
    ],
    "userProfiles": ["p1,,,u1,lti,v,a,About,oauth,ana-login,"],
    "roles": [
        "r1,,,u1,primary,student,2025-08-01,,s1,p1",
        "r2,,,u2,primary,guardian,,,s1,",
        "r3,,,u1,secondary,aide,,,d1,",
    ],
    "enrollments": ["e1,,,cl1,s1,u1,student,false,2025-08-01,"],
    "demographics": ["u1,,,2010-02-28,female,true,false,,,,false,,US,CA,Town,"],
    "userResources": ["ur1,,,u1,s1,cl1,re1"],
    "classResources": ["cr1,,,,cl1,re1"],
    "courseResources": ["or1,,,,co1,re1"],
    "categories": ["ca1,,,Homework,40"],
    "scoreScales": ['sc1,,,Letters,ordinal,s1,co1,cl1,"{A:90-100},{B:80-89}"'],
    "lineItems": ["li1,,,Sheet 1,Do it,2025-09-01,2025-09-08,cl1,ca1,t1,0,10.5,s1"],
    "lineItemScoreScales": ["ls1,,,,li1,sc1"],
    "lineItemLearningObjectiveIds": ["lo1,,,li1,case,obj-1", "lo2,,,li1,unknown,obj-2", "lo3,,,li1,case,obj-3"],
    "results": ["rs1,,,li1,u1,fully graded,9.5,2025-09-09,Good,,cl1,false,false,true,false"],
    "resultScoreScales": ["rc1,,,,rs1,sc1"],
    "resultLearningObjectiveIds": ["ro1,,,rs1,case,obj-1,3,", "ro2,,,rs1,case,obj-3,,B"],
}  # fmt: skip


def manifest(modes: Mapping[str, str], version: str = "1.2") -> str:
    stems = OLD if version == "1.1" else tuple(HEADERS)
    rows = ["propertyName,value", "manifest.version,1.0", f"oneroster.version,{version}"]
    return lines(*rows, *(f"file.{stem},{modes.get(stem, 'absent')}" for stem in stems))


def lines(*rows: str, end: str = "\r\n") -> str:
    return "".join(row + end for row in rows)


def district(**changes: list[str] | None) -> dict[str, str]:
    """The files of the small district. `changes` are other rows for a file, without header, or None to omit it."""
    rows = {**ROWS, **changes}
    files = {f"{stem}.csv": lines(HEADERS[stem], *found) for stem, found in rows.items() if found is not None}
    return {"manifest.csv": manifest({name[:-4]: "bulk" for name in files}), **files}


def folder(path: Path, files: Mapping[str, str | bytes]) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def zipped(path: Path, files: Mapping[str, str | bytes]) -> Path:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # Set the name after construction: ZipInfo would normalise it.
            info = zipfile.ZipInfo("x")
            info.filename = name
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    path.write_bytes(data.getvalue())
    return path


def check(path: Path, **options: str) -> list[Problem]:
    with Bundle.open(path, **options) as bundle:
        return bundle.check()


def locations(problems: list[Problem], severity: str | None = None) -> set[tuple[str, int | None, str | None, str]]:
    return {(p.file, p.line, p.column, p.rule) for p in problems if severity in (None, p.severity)}
